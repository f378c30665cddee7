using Mesh.Recordings;

if (args is not [string folder])
{
    Console.Error.WriteLine("Packs recordings for the tests. Usage: dotnet run --project tests/Mesh.Recordings -- FOLDER");
    return 2;
}

foreach (string kind in Truth.Kinds)
{
    IReadOnlyList<RecordedFile> files = Truth.ReadFolder(folder, kind);
    if (files.Count == 0)
    {
        Console.WriteLine($"{kind}: not in '{folder}', left as it is");
        continue;
    }

    byte[] packed = RecordingArchive.Pack(files);
    Directory.CreateDirectory(Path.GetDirectoryName(Truth.ArchiveOf(kind))!);
    File.WriteAllBytes(Truth.ArchiveOf(kind), packed);
    Console.WriteLine($"{kind}: {files.Count} files, {packed.Length} bytes");
}

return 0;

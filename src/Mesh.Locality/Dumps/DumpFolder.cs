using Mesh.Diagnostics;
using Mesh.Documents;

namespace Mesh.Dumps;

/// <summary>Finds and reads dump files.</summary>
internal static class DumpFolder
{
    /// <summary>The dumps under a folder by their path relative to it, in ordinal order.</summary>
    public static List<(string Relative, string Path)> Find(string folder)
    {
        var files = new List<(string Relative, string Path)>();
        Find(new DirectoryInfo(folder), "", files);
        files.Sort((left, right) => string.CompareOrdinal(left.Relative, right.Relative));
        return files;
    }

    /// <summary>The dumps that lie in a folder itself.</summary>
    public static IEnumerable<string> FindBeside(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles().Where(IsDump).Select(file => file.Name);

    /// <summary>Reads a dump; what keeps it from being opened becomes an error.</summary>
    public static DocumentSet Read(string path)
    {
        try
        {
            return DumpText.Read(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DocumentSet([], [new DocumentError(new TextPosition(1, 1), $"The file cannot be opened: {e.Message}")]);
        }
    }

    private static void Find(DirectoryInfo folder, string prefix, List<(string Relative, string Path)> files)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is FileInfo file && IsDump(file))
            {
                files.Add((prefix + file.Name, file.FullName));
            }
            else if (entry is DirectoryInfo { LinkTarget: null } child && !IsHidden(child))
            {
                // Links to folders are not followed: they can lead in circles.
                Find(child, $"{prefix}{child.Name}/", files);
            }
        }
    }

    private static bool IsDump(FileInfo file) => !IsHidden(file) && file.Extension.ToLowerInvariant() is ".json" or ".yaml" or ".yml";

    public static bool IsHidden(FileSystemInfo entry) => entry.Name.StartsWith('.');
}

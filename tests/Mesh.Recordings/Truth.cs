using System.Collections.Concurrent;
using Mesh.Tests;

namespace Mesh.Recordings;

/// <summary>
/// The recordings: those of the repository, or in place of them those of the folders that MESH_TRUTH names, separated by ':'.
/// </summary>
public static class Truth
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<RecordedFile>> Read = new(StringComparer.Ordinal);

    /// <summary>What is packed. Other kinds come with the comparison that reads them.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["access", "apiserver", "envoy", "gatewayapi", "istiod", "requests", "scenario"];

    /// <summary>Whether these are the repository's own, so that a recording that is missing is an error.</summary>
    public static bool IsPacked => Folders.Length == 0;

    private static string[] Folders =>
        (Environment.GetEnvironmentVariable("MESH_TRUTH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    private static string ArchiveFolder => Path.Combine(RepositoryRoot.Path, "tests", "Mesh.Conformance.Tests", "Recordings");

    /// <summary>Every file of a kind, those of all folders together; empty when no folder has the kind.</summary>
    public static IReadOnlyList<RecordedFile> Files(string kind) =>
        Read.GetOrAdd(kind, IsPacked ? ReadArchive : kind => [.. Folders.SelectMany(folder => ReadFolder(folder, kind))]);

    /// <summary>The file that holds a kind, packed.</summary>
    public static string ArchiveOf(string kind) => Path.Combine(ArchiveFolder, $"{kind}.tar.br");

    /// <summary>The files of a kind below a folder of recordings.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder of recordings.</exception>
    public static IReadOnlyList<RecordedFile> ReadFolder(string folder, string kind)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder of recordings '{folder}'.");
        }

        string root = Path.Combine(folder, kind);
        return !Directory.Exists(root)
            ? []
            : [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Select(file => new RecordedFile(kind, Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllBytes(file)))
                .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<RecordedFile> ReadArchive(string kind)
    {
        using FileStream archive = File.OpenRead(ArchiveOf(kind));
        return RecordingArchive.Unpack(kind, archive);
    }
}

using Mesh.Istio;

namespace Mesh.Cases.Tests.Product;

/// <summary>Reads the manifests of a case.</summary>
internal static class CaseManifests
{
    private const string Dumps = "inventory";

    /// <summary>The dumps' folder; <see langword="null"/> for a case without.</summary>
    public static string? DumpsOf(string folder) => Path.Combine(folder, Dumps) is var dumps && Directory.Exists(dumps) ? dumps : null;

    /// <summary>The clusters of a case: those with manifests and those with dumps.</summary>
    public static IReadOnlySet<string> ClustersOf(string folder)
    {
        var clusters = ManifestFolders(folder).Select(Path.GetFileName).OfType<string>().ToSortedSet();
        clusters.UnionWith(DumpsOf(folder) is { } dumps ? Directory.GetDirectories(dumps).Select(Path.GetFileName).OfType<string>() : []);
        return clusters;
    }

    /// <summary>Reads a copy: below the case's own folder, the dumps would be taken for one more cluster.</summary>
    public static MeshResources Read(string folder)
    {
        string copy = Directory.CreateTempSubdirectory("mesh-case-").FullName;
        try
        {
            foreach (string cluster in ManifestFolders(folder))
            {
                foreach (string file in Directory.GetFiles(cluster, "*", SearchOption.AllDirectories))
                {
                    string target = Path.Combine(copy, Path.GetRelativePath(folder, file));
                    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                    File.Copy(file, target);
                }
            }

            return MeshResources.Read(copy);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static IEnumerable<string> ManifestFolders(string folder) =>
        Directory.GetDirectories(folder).Where(path => Path.GetFileName(path) != Dumps).Order(StringComparer.Ordinal);

    private static SortedSet<string> ToSortedSet(this IEnumerable<string> names) => new(names, StringComparer.Ordinal);
}

using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>Reads the manifests of a folder with one sub-folder per cluster.</summary>
internal sealed class FolderReader(string folder, List<Diagnostic> diagnostics)
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    public IEnumerable<ClusterResources> Read()
    {
        foreach (string file in Entries(folder, Directory.GetFiles).Where(IsManifest))
        {
            if (Path.GetFileNameWithoutExtension(file) != "kustomization")
            {
                string help = "Move it into the folder of its cluster.";
                string message = "The file stands beside the clusters' folders and is not read.";
                diagnostics.Add(ManifestDiagnostics.NoCluster.At(Relative(file), message, help));
            }
        }

        foreach (string path in Entries(folder, Directory.GetDirectories))
        {
            yield return ReadCluster(path);
        }
    }

    private ClusterResources ReadCluster(string path)
    {
        var objects = new List<IstioObject>();
        var places = new Dictionary<(string Kind, string? Namespace, string Name), int>();
        foreach (string file in Manifests(path))
        {
            if (ReadFile(file) is not { } set)
            {
                continue;
            }

            diagnostics.AddRange(set.Diagnostics);
            foreach (IstioObject value in set.Objects)
            {
                if (places.TryAdd((value.Kind, value.Metadata.Namespace, value.Metadata.Name), objects.Count))
                {
                    objects.Add(value);
                    continue;
                }

                objects[places[(value.Kind, value.Metadata.Namespace, value.Metadata.Name)]] = value;
                string message = $"{value} stands twice in its cluster; this one counts.";
                diagnostics.Add(ManifestDiagnostics.ObjectTwice.At(Relative(file), message, "Remove one of the two."));
            }
        }

        return new ClusterResources(Path.GetFileName(path)) { Objects = objects.ToValueList() };
    }

    private ManifestSet? ReadFile(string file)
    {
        try
        {
            return ManifestReader.Read(File.ReadAllBytes(file), Relative(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NoAccess(file, e);
            return null;
        }
    }

    private IEnumerable<string> Manifests(string path)
    {
        foreach (string file in Entries(path, Directory.GetFiles).Where(IsManifest))
        {
            yield return file;
        }

        foreach (string inner in Entries(path, Directory.GetDirectories))
        {
            // A link may lead back to where we came from.
            if (new DirectoryInfo(inner).LinkTarget is null)
            {
                foreach (string file in Manifests(inner))
                {
                    yield return file;
                }
            }
        }
    }

    private string[] Entries(string path, Func<string, string[]> list)
    {
        try
        {
            string[] entries = list(path).Where(entry => !Path.GetFileName(entry).StartsWith('.')).ToArray();
            Array.Sort(entries, StringComparer.Ordinal);
            return entries;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NoAccess(path, e);
            return [];
        }
    }

    private void NoAccess(string path, Exception e)
    {
        string message = $"The file system refuses to read it: {e.Message}";
        diagnostics.Add(ManifestDiagnostics.NoAccess.At(Relative(path), message, "Check that it exists and may be read."));
    }

    private string Relative(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    private static bool IsManifest(string file) => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);
}

using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>Reads the manifests of a folder with one sub-folder per cluster.</summary>
internal sealed class FolderReader(string folder, ReadLimits limits, string? defaultNamespace, List<Diagnostic> diagnostics)
{
    // Where kubectl puts what names no namespace, when its context names none either.
    private const string KubectlNamespace = "default";
    private const int Named = 5;

    public IEnumerable<ClusterResources> Read()
    {
        IReadOnlyList<FolderFile> clusters;
        IReadOnlyList<FolderFile> beside;
        try
        {
            (clusters, IReadOnlyList<FolderNote> notes) = DocumentFolder.Children(folder);
            beside = DocumentFolder.ListBeside(folder, limits).Files;
            diagnostics.AddRange(notes.Select(note => Finding(note, "")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NoAccess("", e.Message);
            yield break;
        }

        foreach (FolderFile file in beside.Where(file => Path.GetFileNameWithoutExtension(file.Relative) != "kustomization"))
        {
            string help = "Move it into the folder of its cluster.";
            string message = "The file stands beside the clusters' folders and is not read.";
            diagnostics.Add(ManifestDiagnostics.NoCluster.At(file.Relative, message, help));
        }

        foreach (FolderFile cluster in clusters)
        {
            yield return ReadCluster(cluster.Relative, cluster.Path);
        }
    }

    private ClusterResources ReadCluster(string name, string path)
    {
        var objects = new List<IstioObject>();
        var gatewayApi = new List<GatewayApiObject>();
        var homeless = new List<IstioObject>();
        var places = new Dictionary<(string Kind, string? Namespace, string Name), int>();
        foreach (FolderFile file in Files(name, path))
        {
            if (DocumentFolder.Read(file.Path, limits, out string reason) is not { } bytes)
            {
                NoAccess($"{name}/{file.Relative}", reason);
                continue;
            }

            ManifestSet set = ManifestReader.Read(bytes, $"{name}/{file.Relative}", limits);
            diagnostics.AddRange(set.Diagnostics);
            gatewayApi.AddRange(set.GatewayApi.Select(InNamespace));
            foreach (IstioObject read in set.Objects)
            {
                IstioObject value = read;
                if (string.IsNullOrEmpty(read.Metadata.Namespace) && KindTable.Of(read).IsNamespaced)
                {
                    value = read with { Metadata = read.Metadata with { Namespace = defaultNamespace ?? KubectlNamespace } };
                    homeless.Add(read);
                }

                if (places.TryAdd((value.Kind, value.Metadata.Namespace, value.Metadata.Name), objects.Count))
                {
                    objects.Add(value);
                    continue;
                }

                objects[places[(value.Kind, value.Metadata.Namespace, value.Metadata.Name)]] = value;
                string message = $"{value} stands twice in its cluster; this one counts.";
                diagnostics.Add(ManifestDiagnostics.ObjectTwice.At($"{name}/{file.Relative}", message, "Remove one of the two."));
            }
        }

        if (homeless.Count > 0 && defaultNamespace is null)
        {
            SayHomeless(name, homeless);
        }

        return new ClusterResources(name) { Objects = objects.ToValueList(), GatewayApi = gatewayApi.ToValueList() };
    }

    private GatewayApiObject InNamespace(GatewayApiObject value) => value.Namespace.Length > 0 || value.Kind == "GatewayClass"
        ? value : value with { Namespace = defaultNamespace ?? KubectlNamespace };

    // Once for a cluster: it is one mistake, or one habit.
    private void SayHomeless(string cluster, List<IstioObject> objects)
    {
        string names = string.Join(", ", objects.Take(Named).Select(value => value.ToString()));
        string more = objects.Count > Named ? ", …" : "";
        diagnostics.Add(ManifestDiagnostics.NoNamespace.At(
            cluster,
            $"Objects without namespace are read as of namespace '{KubectlNamespace}': {names}{more}.",
            "Write metadata.namespace, or name the namespace that they are applied to in MeshResources.Read (defaultNamespace)."));
    }

    private IReadOnlyList<FolderFile> Files(string name, string path)
    {
        try
        {
            DocumentFolder found = DocumentFolder.List(path, limits);
            diagnostics.AddRange(found.Notes.Select(note => Finding(note, $"{name}/")));
            return found.Files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            NoAccess(name, e.Message);
            return [];
        }
    }

    private void NoAccess(string path, string reason) => diagnostics.Add(ManifestDiagnostics.NoAccess.At(
        path.Length == 0 ? "." : path, $"It cannot be read: {reason}", "Check that it exists and may be read."));

    private static Diagnostic Finding(FolderNote note, string prefix)
    {
        (DiagnosticDescriptor descriptor, string help) = note.Kind switch
        {
            FolderNoteKind.PassedOver or FolderNoteKind.Empty =>
                (ManifestDiagnostics.PassedOver, "Nothing, unless it holds manifests: then move them elsewhere."),
            FolderNoteKind.SameName => (ManifestDiagnostics.NamesDifferInCase, "Rename one of them."),
            _ => (ManifestDiagnostics.NoAccess, "Check that it may be read, or raise the limit."),
        };
        return descriptor.At(prefix + note.Relative, note.Message, help);
    }
}

using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>Chooses the Sidecar resource of a proxy: one that selects it, else the namespace's own, else the root namespace's.</summary>
internal sealed class SidecarIndex
{
    private readonly ILookup<string, Sidecar> _byNamespace;
    private readonly Sidecar? _root;

    public SidecarIndex(IEnumerable<Sidecar> sidecars, string rootNamespace)
    {
        Sidecar[] ordered = [.. sidecars
            .OrderBy(sidecar => sidecar.WorkloadSelector is null)
            .ThenByAge()];
        _byNamespace = ordered.ToLookup(sidecar => sidecar.Metadata.Namespace ?? "", StringComparer.Ordinal);
        _root = Array.Find(ordered, sidecar => sidecar.Metadata.Namespace == rootNamespace && sidecar.WorkloadSelector is null);
    }

    public Sidecar? Find(string namespaceName, ValueMap<string> labels) =>
        _byNamespace[namespaceName].FirstOrDefault(sidecar =>
            sidecar.WorkloadSelector is not { } selector || Inventories.LabelMatch.Matches(selector.Labels, labels))
        ?? _root;
}

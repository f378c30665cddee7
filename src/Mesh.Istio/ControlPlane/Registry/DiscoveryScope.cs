using Mesh.Inventories;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>
/// What an istiod reads of a cluster: the namespaces that MeshConfig's <c>discoverySelectors</c> choose (istio
/// <c>pkg/kube/namespace/filter.go</c>). They choose in every cluster that it reads.
/// </summary>
internal sealed class DiscoveryScope(ValueList<LabelSelectorInfo> selectors)
{
    private const string NameLabel = "kubernetes.io/metadata.name";

    public ClusterSnapshot Apply(ClusterSnapshot cluster)
    {
        if (selectors.IsEmpty)
        {
            return cluster;
        }

        // A namespace that was not observed has labels that nobody knows; it stays.
        HashSet<string> hidden = [.. cluster.Inventory.Namespaces.Where(entry => !IsRead(entry)).Select(entry => entry.Name)];
        return new ClusterSnapshot(
            cluster.Inventory with
            {
                Services = cluster.Inventory.Services.Where(service => !hidden.Contains(service.Namespace)).ToValueList(),
                Endpoints = cluster.Inventory.Endpoints.Where(endpoint => !hidden.Contains(endpoint.Namespace)).ToValueList(),
                Workloads = cluster.Inventory.Workloads.Where(workload => !hidden.Contains(workload.Namespace)).ToValueList(),
            },
            cluster.Objects.Where(value => !hidden.Contains(value.Metadata.Namespace ?? "")).ToValueList());
    }

    // The API server gives every namespace the label with its name.
    private bool IsRead(NamespaceInfo entry)
    {
        ValueMap<string> labels = entry.Labels.ContainsKey(NameLabel) ? entry.Labels : entry.Labels.With(NameLabel, entry.Name);
        return selectors.Any(selector => selector.Matches(labels));
    }
}

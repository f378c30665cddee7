using Mesh.Inventories;

namespace Mesh.Istio.Forecasting.Steady;

/// <summary>The clusters after a failure: what is left of them, and what their istiods then compute.</summary>
internal sealed class FailedWorld
{
    private readonly Inventory _before;
    private readonly Dictionary<string, MeshView> _views = new(StringComparer.Ordinal);

    public FailedWorld(MeshResources resources, Inventory inventory, FailedParts parts)
    {
        _before = inventory;
        Resources = resources;
        Parts = parts;
        Inventory = parts.Apply(inventory);
    }

    public MeshResources Resources { get; }

    public Inventory Inventory { get; }

    public FailedParts Parts { get; }

    /// <summary>Whether pods or endpoints of a cluster were observed at all; if not, its gateways are taken to work.</summary>
    public bool HasObserved(string cluster) => _before.Find(cluster) is { } found && !(found.Workloads.IsEmpty && found.Endpoints.IsEmpty);

    public MeshView View(string cluster)
    {
        if (!_views.TryGetValue(cluster, out MeshView? view))
        {
            _views.Add(cluster, view = new MeshView(MeshSnapshot.Of(cluster, Resources, Inventory)));
        }

        return view;
    }

    /// <summary>The Service that an address belongs to: in the labelled cluster, else in the caller's, else wherever it is an external address.</summary>
    public (ClusterInventory Cluster, ServiceInfo Service)? ServiceAt(string address, string labelled, string caller)
    {
        if (labelled.Length > 0)
        {
            return Within(labelled, address);
        }

        if (Within(caller, address) is { } own)
        {
            return own;
        }

        foreach (ClusterInventory cluster in Inventory.Clusters)
        {
            if (cluster.Services.FirstOrDefault(service => service.ExternalAddresses.Contains(address)) is { } found)
            {
                return (cluster, found);
            }
        }

        return null;
    }

    /// <summary>The cluster and endpoint of a pod's address.</summary>
    public EndpointInfo? EndpointAt(string cluster, string address) =>
        Inventory.Find(cluster)?.Endpoints.FirstOrDefault(endpoint => endpoint.Address == address);

    private (ClusterInventory, ServiceInfo)? Within(string name, string address) =>
        Inventory.Find(name) is { } cluster
        && cluster.Services.FirstOrDefault(service => service.ClusterIps.Contains(address) || service.ExternalAddresses.Contains(address)) is { } found
            ? (cluster, found)
            : null;
}

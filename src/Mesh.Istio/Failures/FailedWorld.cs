using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Failures;

/// <summary>
/// The clusters after a failure: what is left of them, and what their istiods then compute. Clusters that the failure leaves as they were are those
/// of the mesh. For one thread.
/// </summary>
internal sealed class FailedWorld
{
    private readonly ObservedMesh _mesh;
    private readonly Dictionary<string, ClusterAddresses> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ControlPlaneView> _views = new(StringComparer.Ordinal);

    public FailedWorld(ObservedMesh mesh, FailedParts parts)
    {
        _mesh = mesh;
        Parts = parts;
        Inventory = parts.Apply(mesh.Inventory);
    }

    public MeshResources Resources => _mesh.Resources;

    public Inventory Inventory { get; }

    public FailedParts Parts { get; }

    /// <inheritdoc cref="ObservedMesh.LabelledCluster"/>
    public string LabelledCluster(LocalityEndpoint endpoint) => _mesh.LabelledCluster(endpoint);

    /// <summary>Whether pods or endpoints of a cluster were observed at all; if not, its gateways are taken to work.</summary>
    public bool HasObserved(string cluster) => _mesh.Inventory.Find(cluster) is { } found && !(found.Workloads.IsEmpty && found.Endpoints.IsEmpty);

    public ControlPlaneView View(string cluster)
    {
        if (IsUntouched(cluster))
        {
            return _mesh.View(cluster);
        }

        if (!_views.TryGetValue(cluster, out ControlPlaneView? view))
        {
            _views.Add(cluster, view = new ControlPlaneView(PushContext.Of(cluster, Resources, Inventory)));
        }

        return view;
    }

    /// <summary>
    /// The Service that an address belongs to: in the labelled cluster, else in the caller's, else wherever it is an external address. In the labelled
    /// cluster an address that no Service has (of a proxy in front, say) leads to the gateway that serves
    /// the host on the same port.
    /// </summary>
    public (ClusterInventory Cluster, ServiceInfo Service)? ServiceAt(string address, int port, string labelled, string caller, string host)
    {
        if (labelled.Length > 0)
        {
            return Inventory.Find(labelled) is { } home && (Addresses(labelled).Service(address) ?? _mesh.GatewayOf(labelled, host, port)) is { } own
                ? (home, own)
                : null;
        }

        if (Inventory.Find(caller) is { } near && Addresses(caller).Service(address) is { } inside)
        {
            return (near, inside);
        }

        foreach (ClusterInventory cluster in Inventory.Clusters)
        {
            if (Addresses(cluster.Name).External(address) is { } found)
            {
                return (cluster, found);
            }
        }

        return null;
    }

    /// <summary>The endpoint that a pod's address belongs to.</summary>
    public EndpointInfo? EndpointAt(string cluster, string address) => Addresses(cluster).Endpoint(address);

    private ClusterAddresses Addresses(string cluster)
    {
        if (IsUntouched(cluster))
        {
            return _mesh.Addresses(cluster);
        }

        if (!_addresses.TryGetValue(cluster, out ClusterAddresses? addresses))
        {
            _addresses.Add(cluster, addresses = new ClusterAddresses(Inventory.Find(cluster)!));
        }

        return addresses;
    }

    private bool IsUntouched(string cluster) => ReferenceEquals(Inventory.Find(cluster), _mesh.Inventory.Find(cluster));
}

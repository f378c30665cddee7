using Mesh.Inventories;
using Mesh.Istio.Forecasting.Visibility;

namespace Mesh.Istio.Forecasting.Steady;

/// <summary>The clusters after a failure: what is left of them, and what their istiods then compute.</summary>
internal sealed class FailedWorld
{
    private readonly Inventory _before;
    private readonly Dictionary<string, ClusterAddresses> _addresses = new(StringComparer.Ordinal);
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

    /// <summary>
    /// The Service that an address belongs to: in the labelled cluster, else in the caller's, else wherever it is an external address. In the labelled
    /// cluster an address that no Service has (of a proxy in front, say) leads to the gateway that serves
    /// the host on the same port.
    /// </summary>
    public (ClusterInventory Cluster, ServiceInfo Service)? ServiceAt(string address, int port, string labelled, string caller, string host)
    {
        if (labelled.Length > 0)
        {
            return Inventory.Find(labelled) is { } home && (Addresses(labelled).Service(address) ?? GatewayOf(labelled, host, port)) is { } own ? (home, own) : null;
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

    private ServiceInfo? GatewayOf(string cluster, string host, int port)
    {
        if (_before.Find(cluster) is not { } before)
        {
            return null;
        }

        var gateways = new GatewayLookup(before);
        return Resources[cluster].OfType<Resources.Gateway>()
            .Where(gateway => gateway.Servers.Any(server => server.Hosts.Any(name => HostName.Matches(host, name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]))))
            .Select(gateway => gateways.Find(gateway.Metadata.Namespace ?? "", gateway.Selector)?.Service)
            .FirstOrDefault(service => service?.Ports.Any(candidate => candidate.Number == port) == true);
    }

    private ClusterAddresses Addresses(string cluster)
    {
        if (!_addresses.TryGetValue(cluster, out ClusterAddresses? addresses))
        {
            _addresses.Add(cluster, addresses = new ClusterAddresses(Inventory.Find(cluster) ?? new ClusterInventory { Name = cluster }));
        }

        return addresses;
    }
}

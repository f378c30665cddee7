namespace Mesh.Istio.Generation.Edge;

/// <summary>The transit gateways of all workspaces, and the ways to hosts that they make.</summary>
internal sealed class TransitCatalog
{
    private readonly ILookup<(string Tenant, string Workspace), PlacedGateway> _transits;
    private readonly NetworkReach _network;
    private readonly ClusterMap _clusters;

    public TransitCatalog(IEnumerable<PlacedGateway> gateways, NetworkReach network, ClusterMap clusters)
    {
        _network = network;
        _clusters = clusters;
        _transits = gateways
            .Where(gateway => gateway.Entry.Gateway.Transit == true)
            .ToLookup(gateway => (gateway.Entry.Tenant.Name, gateway.Entry.Workspace.Name));
    }

    /// <summary>The ways to a host, which only gateways of its own workspace pass on.</summary>
    /// <param name="entry">The gateway that serves the host.</param>
    /// <param name="hostname">The host.</param>
    /// <param name="sites">Where it is served.</param>
    public HostPaths WaysTo(GatewayEntry entry, string hostname, IReadOnlyDictionary<string, GatewayInCluster> sites)
    {
        IEnumerable<TransitInCluster> transits =
            from gateway in _transits[(entry.Tenant.Name, entry.Workspace.Name)]
                // Where the gateway serves the host itself, its name on the mesh port is taken.
            where !gateway.Entry.Gateway.Servers.Any(server => server.Hostname == hostname && !EdgeServer.Is(server))
            from site in gateway.Sites.Values
            select new TransitInCluster(gateway.Entry, site);
        HostPaths paths = new HostPaths(sites, transits, _network);
        paths.MarkUsed(_clusters.All);
        return paths;
    }
}

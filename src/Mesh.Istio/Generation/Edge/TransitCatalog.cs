namespace Mesh.Istio.Generation.Edge;

/// <summary>The transit gateways of all workspaces, and the ways to hosts that they make.</summary>
internal sealed class TransitCatalog
{
    private readonly ILookup<WorkspaceEntry, PlacedGateway> _transits;
    private readonly NetworkReach _network;
    private readonly ClusterMap _clusters;

    public TransitCatalog(IEnumerable<PlacedGateway> gateways, ClusterMap clusters)
    {
        _network = clusters.Network;
        _clusters = clusters;
        _transits = gateways
            .Where(gateway => gateway.Entry.Gateway.Transit == true)
            .ToLookup(gateway => gateway.Entry.Workspace);
    }

    /// <summary>The ways to a host, which only gateways of its own workspace pass on.</summary>
    public HostPaths PathsTo(DeclaredHost host)
    {
        IEnumerable<(GatewayEntry, GatewayInCluster)> transits =
            from gateway in _transits[host.Entry.Gateway.Workspace]
                // Where the gateway serves the host itself, its name on the mesh port is taken.
            where !gateway.Entry.Gateway.Servers.Any(server => server.Hostname == host.Hostname && !EdgeServer.Is(server))
            from site in gateway.Sites.Values
            select (gateway.Entry, site);
        return new HostPaths(host.Sites, transits, _network, _clusters.All);
    }
}

namespace Mesh.Istio.Generation.Edge;

/// <summary>
/// The ways to one host from every cluster. Where networks do not see each other, requests go through the fewest transit gateways. Every
/// one of these passes requests only to places that are one step nearer than itself, whatever else its cluster knows: therefore nothing
/// can go in a circle.
/// </summary>
internal sealed class HostPaths
{
    private readonly HostPath[] _direct;
    private readonly Dictionary<string, HostPath> _directByTarget;
    private readonly NetworkReach _network;
    private readonly IReadOnlyList<TransitInCluster> _transits;

    /// <param name="sites">Where the host is served.</param>
    /// <param name="transits">The transit gateways that may pass its requests on.</param>
    /// <param name="network">Which cluster reaches which.</param>
    /// <param name="clients">All clusters.</param>
    public HostPaths(
        IReadOnlyDictionary<string, GatewayInCluster> sites, IEnumerable<(GatewayEntry Entry, GatewayInCluster Site)> transits,
        NetworkReach network, IEnumerable<ClusterFacts> clients)
    {
        _direct = [.. sites.Select(pair => new HostPath(pair.Key, [pair.Value], 0))];
        _directByTarget = _direct.ToDictionary(path => path.Target, StringComparer.Ordinal);
        _network = network;
        _transits = network.IsOpen
            ? []
            : TransitInCluster.Leading(
                [.. transits.Where(transit => transit.Site.AcceptsMeshTraffic && transit.Site.Cluster.State != ClusterState.Evacuated)],
                sites, network);
        Used = _transits.Count == 0 ? [] : UsedBy(clients);
    }

    /// <summary>The transit gateways through which some cluster reaches the host.</summary>
    public IReadOnlyCollection<TransitInCluster> Used { get; }

    /// <summary>The best way to each cluster that serves the host and can be reached, in ordinal order of clusters.</summary>
    public IReadOnlyList<HostPath> From(ClusterFacts client)
    {
        var paths = new List<HostPath>(_direct.Length);
        foreach (HostPath direct in _direct)
        {
            if (_network.Sees(client, direct.Gateways[0]))
            {
                paths.Add(direct);
            }
            else if (_transits.Count > 0 && direct.Gateways[0].AcceptsMeshTraffic && Around(client, direct.Target) is { } path)
            {
                paths.Add(path);
            }
        }

        return paths;
    }

    /// <summary>Ways that <see cref="From"/> found, by the cluster that they lead to.</summary>
    public IReadOnlyDictionary<string, HostPath> ByTarget(IReadOnlyList<HostPath> paths) =>
        _transits.Count == 0 ? _directByTarget : paths.ToDictionary(path => path.Target, StringComparer.Ordinal);

    /// <summary>Whether networks are kept apart at all.</summary>
    public bool IsRestricted => !_network.IsOpen;

    private TransitInCluster[] UsedBy(IEnumerable<ClusterFacts> clients)
    {
        HashSet<GatewayInCluster> gateways = [.. clients.SelectMany(From).Where(path => path.Hops > 0).SelectMany(path => path.Gateways)];
        TransitInCluster[] used = [.. _transits.Where(transit => gateways.Contains(transit.Site))];
        for (int level = used.Length == 0 ? 0 : used.Max(transit => transit.Level); level > 1; level--)
        {
            used = [.. used.Union(
                _transits.Where(
                    next => next.Level == level - 1
                        && used.Any(transit => transit.Level == level && _network.Sees(transit.Site.Cluster, next.Site))))];
        }

        return used;
    }

    private HostPath? Around(ClusterFacts client, string target)
    {
        TransitInCluster[] possible = [.. _transits.Where(transit =>
            transit.Targets.Contains(target) && transit.Site.Cluster.Name != client.Name && _network.Sees(client, transit.Site))];
        if (possible.Length == 0)
        {
            return null;
        }

        int hops = possible.Min(transit => transit.Level);
        TransitInCluster[] nearest = [.. possible.Where(transit => transit.Level == hops)];
        TransitInCluster[] active = [.. nearest.Where(transit => transit.Site.Cluster.State == ClusterState.Active)];
        return new HostPath(target, [.. (active.Length > 0 ? active : nearest).Select(transit => transit.Site)], hops);
    }
}

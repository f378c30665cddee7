namespace Mesh.Istio.Generation.Edge;

/// <summary>
/// The ways to one host from every cluster. Where networks do not see each other, requests go through the fewest transit gateways. Every one of these
/// passes requests only to places that are one step nearer than itself, whatever else its cluster knows: therefore nothing can go in a circle.
/// </summary>
internal sealed class HostPaths
{
    private readonly IReadOnlyDictionary<string, GatewayInCluster> _sites;
    private readonly HostPath[] _direct;
    private readonly Dictionary<string, HostPath> _directByTarget;
    private readonly NetworkReach _network;
    private readonly TransitInCluster[] _transits;

    public HostPaths(IReadOnlyDictionary<string, GatewayInCluster> sites, IEnumerable<TransitInCluster> transits, NetworkReach network)
    {
        _sites = sites;
        _direct = [.. sites.Select(pair => new HostPath(pair.Key, [pair.Value], 0))];
        _directByTarget = _direct.ToDictionary(path => path.Target, StringComparer.Ordinal);
        _network = network;
        _transits = network.IsOpen ? [] : [.. transits.Where(transit => transit.Site.AcceptsMeshTraffic && transit.Site.Cluster.State != ClusterState.Evacuated)];
        Measure();
    }

    /// <summary>The transit gateways through which some cluster reaches the host.</summary>
    public IReadOnlyCollection<TransitInCluster> Used { get; private set; } = [];

    /// <summary>The best way to each cluster that serves the host and can be reached, in ordinal order of clusters.</summary>
    public IReadOnlyList<HostPath> From(ClusterFacts client)
    {
        var paths = new List<HostPath>(_sites.Count);
        foreach (HostPath direct in _direct)
        {
            if (Sees(client, direct.Gateways[0]))
            {
                paths.Add(direct);
            }
            else if (_transits.Length > 0 && direct.Gateways[0].AcceptsMeshTraffic && Around(client, direct.Target) is { } path)
            {
                paths.Add(path);
            }
        }

        return paths;
    }

    /// <summary>Ways that <see cref="From"/> found, by the cluster that they lead to.</summary>
    public IReadOnlyDictionary<string, HostPath> ByTarget(IReadOnlyList<HostPath> paths) =>
        _transits.Length == 0 ? _directByTarget : paths.ToDictionary(path => path.Target, StringComparer.Ordinal);

    /// <summary>Whether networks are kept apart at all.</summary>
    public bool IsRestricted => !_network.IsOpen;

    /// <summary>Finds out which transit gateways are in use; needs all clients.</summary>
    public void MarkUsed(IEnumerable<ClusterFacts> clients)
    {
        if (_transits.Length == 0)
        {
            return;
        }

        HashSet<GatewayInCluster> doors = [.. clients.SelectMany(From).Where(path => path.Hops > 0).SelectMany(path => path.Gateways)];
        TransitInCluster[] used = [.. _transits.Where(transit => doors.Contains(transit.Site))];
        for (int level = used.Length == 0 ? 0 : used.Max(transit => transit.Level); level > 1; level--)
        {
            used = [.. used.Union(_transits.Where(next => next.Level == level - 1 && used.Any(transit => transit.Level == level && Sees(transit.Site.Cluster, next.Site))))];
        }

        Used = used;
    }

    private HostPath? Around(ClusterFacts client, string target)
    {
        TransitInCluster[] possible = [.. _transits.Where(transit =>
            transit.Targets.Contains(target) && transit.Site.Cluster.Name != client.Name && Sees(client, transit.Site))];
        if (possible.Length == 0)
        {
            return null;
        }

        int hops = possible.Min(transit => transit.Level);
        TransitInCluster[] nearest = [.. possible.Where(transit => transit.Level == hops)];
        TransitInCluster[] active = [.. nearest.Where(transit => transit.Site.Cluster.State == ClusterState.Active)];
        return new HostPath(target, [.. (active.Length > 0 ? active : nearest).Select(transit => transit.Site)], hops);
    }

    private bool Sees(ClusterFacts client, GatewayInCluster site) => !site.AddressesFrom(client.Name).IsEmpty && _network.Allows(client, site.Cluster);

    /// <summary>Level 1 sees a gateway that serves the host; each further level sees the one before.</summary>
    private void Measure()
    {
        foreach (TransitInCluster transit in _transits)
        {
            transit.Targets.UnionWith(_sites.Where(pair => Sees(transit.Site.Cluster, pair.Value)).Select(pair => pair.Key));
            transit.Level = transit.Targets.Count > 0 ? 1 : 0;
        }

        bool found = true;
        for (int level = 2; found; level++)
        {
            found = false;
            foreach (TransitInCluster transit in _transits.Where(transit => transit.Level == 0).ToArray())
            {
                foreach (TransitInCluster next in _transits.Where(next => next.Level == level - 1 && Sees(transit.Site.Cluster, next.Site)))
                {
                    transit.Targets.UnionWith(next.Targets);
                }

                if (transit.Targets.Count > 0)
                {
                    transit.Level = level;
                    found = true;
                }
            }
        }
    }
}

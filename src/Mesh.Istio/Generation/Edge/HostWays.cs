namespace Mesh.Istio.Generation.Edge;

/// <summary>
/// The ways to one host from every cluster. Where networks do not see each other, requests go through the fewest transit gateways. Every one of these
/// passes requests only to places that are one step nearer than itself, whatever else its cluster knows: therefore nothing can go in a circle.
/// </summary>
internal sealed class HostWays
{
    private readonly IReadOnlyDictionary<string, GatewaySite> _sites;
    private readonly HostWay[] _direct;
    private readonly Dictionary<string, HostWay> _directByTarget;
    private readonly NetworkReach _network;
    private readonly TransitSite[] _transits;

    public HostWays(IReadOnlyDictionary<string, GatewaySite> sites, IEnumerable<TransitSite> transits, NetworkReach network)
    {
        _sites = sites;
        _direct = [.. sites.Select(pair => new HostWay(pair.Key, [pair.Value], 0))];
        _directByTarget = _direct.ToDictionary(way => way.Target, StringComparer.Ordinal);
        _network = network;
        _transits = network.IsOpen ? [] : [.. transits.Where(transit => transit.Site.AcceptsMeshTraffic && transit.Site.Cluster.State != ClusterState.Evacuated)];
        Measure();
    }

    /// <summary>The transit gateways through which some cluster reaches the host.</summary>
    public IReadOnlyCollection<TransitSite> Used { get; private set; } = [];

    /// <summary>The best way to each cluster that serves the host and can be reached, in ordinal order of clusters.</summary>
    public IReadOnlyList<HostWay> From(ClusterFacts client)
    {
        var ways = new List<HostWay>(_sites.Count);
        foreach (HostWay direct in _direct)
        {
            if (Sees(client, direct.Doors[0]))
            {
                ways.Add(direct);
            }
            else if (_transits.Length > 0 && direct.Doors[0].AcceptsMeshTraffic && Around(client, direct.Target) is { } way)
            {
                ways.Add(way);
            }
        }

        return ways;
    }

    /// <summary>Ways that <see cref="From"/> found, by the cluster that they lead to.</summary>
    public IReadOnlyDictionary<string, HostWay> ByTarget(IReadOnlyList<HostWay> ways) =>
        _transits.Length == 0 ? _directByTarget : ways.ToDictionary(way => way.Target, StringComparer.Ordinal);

    /// <summary>Whether networks are kept apart at all.</summary>
    public bool IsRestricted => !_network.IsOpen;

    /// <summary>Finds out which transit gateways are in use; needs all clients.</summary>
    public void MarkUsed(IEnumerable<ClusterFacts> clients)
    {
        if (_transits.Length == 0)
        {
            return;
        }

        HashSet<GatewaySite> doors = [.. clients.SelectMany(From).Where(way => way.Hops > 0).SelectMany(way => way.Doors)];
        TransitSite[] used = [.. _transits.Where(transit => doors.Contains(transit.Site))];
        for (int level = used.Length == 0 ? 0 : used.Max(transit => transit.Level); level > 1; level--)
        {
            used = [.. used.Union(_transits.Where(next => next.Level == level - 1 && used.Any(transit => transit.Level == level && Sees(transit.Site.Cluster, next.Site))))];
        }

        Used = used;
    }

    private HostWay? Around(ClusterFacts client, string target)
    {
        TransitSite[] possible = [.. _transits.Where(transit =>
            transit.Targets.Contains(target) && transit.Site.Cluster.Name != client.Name && Sees(client, transit.Site))];
        if (possible.Length == 0)
        {
            return null;
        }

        int hops = possible.Min(transit => transit.Level);
        TransitSite[] nearest = [.. possible.Where(transit => transit.Level == hops)];
        TransitSite[] active = [.. nearest.Where(transit => transit.Site.Cluster.State == ClusterState.Active)];
        return new HostWay(target, [.. (active.Length > 0 ? active : nearest).Select(transit => transit.Site)], hops);
    }

    private bool Sees(ClusterFacts client, GatewaySite site) => !site.AddressesFrom(client.Name).IsEmpty && _network.Allows(client, site.Cluster);

    /// <summary>Level 1 sees a gateway that serves the host; each further level sees the one before.</summary>
    private void Measure()
    {
        foreach (TransitSite transit in _transits)
        {
            transit.Targets.UnionWith(_sites.Where(pair => Sees(transit.Site.Cluster, pair.Value)).Select(pair => pair.Key));
            transit.Level = transit.Targets.Count > 0 ? 1 : 0;
        }

        bool found = true;
        for (int level = 2; found; level++)
        {
            found = false;
            foreach (TransitSite transit in _transits.Where(transit => transit.Level == 0).ToArray())
            {
                foreach (TransitSite next in _transits.Where(next => next.Level == level - 1 && Sees(transit.Site.Cluster, next.Site)))
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

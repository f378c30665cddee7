using Mesh.Istio.Generation.Edge;

namespace Mesh.Istio.Generation;

/// <summary>A host seen from one client cluster: its endpoints with their ranks, best first.</summary>
internal sealed class HostView
{
    private HostView(ServedHost host, IReadOnlyList<HostEndpoint> endpoints, int clustersAtRankZero)
    {
        Host = host;
        Endpoints = endpoints;
        HighestRank = endpoints.Count == 0 ? 0 : endpoints[^1].Rank;
        SplitsByZone = clustersAtRankZero <= 1 && host.Settings.Failover?.PreferZone != false;
        ResolvedByDns = endpoints.Any(endpoint => GatewayInCluster.IsName(endpoint.Address));
        GatewayInCluster[] transits = [.. endpoints.Where(endpoint => endpoint.Hops > 0).Select(endpoint => endpoint.Site)];
        SubjectAltNames = transits.Length == 0
            ? host.SubjectAltNames
            : new SortedSet<string>(host.SubjectAltNames.Concat(transits.SelectMany(site => site.Identities)), StringComparer.Ordinal).ToValueList();
    }

    public ServedHost Host { get; }

    /// <summary>By rank, then cluster, then address.</summary>
    public IReadOnlyList<HostEndpoint> Endpoints { get; }

    /// <summary>The last rank in use; also how many times traffic can fall back.</summary>
    public int HighestRank { get; }

    /// <summary>Whether endpoints of the best rank are told apart by locality; with several clusters in it that would tear the tier apart.</summary>
    public bool SplitsByZone { get; }

    /// <summary>Whether an address is a name, so that Envoy resolves all of them by DNS.</summary>
    public bool ResolvedByDns { get; }

    /// <summary>The identities that clients accept: the host's gateways, and the transit gateways on the way.</summary>
    public ValueList<string> SubjectAltNames { get; }

    public static HostView From(ClusterFacts client, ServedHost host, Func<string, string> regionOf)
    {
        IReadOnlyList<HostPath> found = host.Paths.From(client);
        IReadOnlyDictionary<string, HostPath> paths = host.Paths.ByTarget(found);
        IReadOnlyList<RankedCluster> ranked = new FailoverOrder(
            client.Name, host.FailoverFrom(client.Name), regionOf, name => host.Sites[name].Cluster.State == ClusterState.Drained).Rank([.. found.Select(path => path.Target)]);
        var endpoints = new List<HostEndpoint>(ranked.Count);
        int first = 0;
        for (int last = 0; last < ranked.Count; last++)
        {
            if (last + 1 == ranked.Count || ranked[last + 1].Rank != ranked[last].Rank)
            {
                AddTier(client, host, ranked, paths, first..(last + 1), endpoints);
                first = last + 1;
            }
        }

        return new HostView(host, endpoints, ranked.Count(cluster => cluster.Rank == 0));
    }

    private static void AddTier(
        ClusterFacts client, ServedHost host, IReadOnlyList<RankedCluster> ranked, IReadOnlyDictionary<string, HostPath> paths, Range tier, List<HostEndpoint> endpoints)
    {
        (int start, int length) = tier.GetOffsetAndLength(ranked.Count);
        bool weighted = false;
        int scale = 1;
        for (int i = start; i < start + length; i++)
        {
            weighted |= length > 1 && ranked[i].Weight is not null;
            scale = Lcm(scale, AddressesOf(paths[ranked[i].Cluster], client));
        }

        for (int i = start; i < start + length; i++)
        {
            HostPath path = paths[ranked[i].Cluster];
            // A cluster's weight is shared by its addresses, so a cluster with two addresses does not get twice its share.
            int? weight = weighted ? (ranked[i].Weight ?? 1) * (scale / AddressesOf(path, client)) : null;
            foreach (GatewayInCluster door in path.Gateways)
            {
                foreach (string address in door.AddressesFrom(client.Name))
                {
                    int? hops = host.Paths.Used.Count > 0 ? path.Hops : null;
                    Add(new HostEndpoint(door, address, ranked[i].Rank, weight, door.Cluster.Name == client.Name, path.Target, hops), endpoints);
                }
            }
        }
    }

    // One transit gateway can be the way to several clusters; Envoy takes an address once, at its best rank.
    private static void Add(HostEndpoint endpoint, List<HostEndpoint> endpoints)
    {
        int same = endpoint.Hops > 0 ? endpoints.FindIndex(other => other.Address == endpoint.Address) : -1;
        if (same < 0)
        {
            endpoints.Add(endpoint);
        }
        else if (endpoints[same].Rank == endpoint.Rank && endpoints[same].Weight is { } weight)
        {
            endpoints[same] = endpoints[same] with { Weight = weight + endpoint.Weight };
        }
    }

    private static int AddressesOf(HostPath path, ClusterFacts client)
    {
        int count = 0;
        foreach (GatewayInCluster door in path.Gateways)
        {
            count += door.AddressesFrom(client.Name).Length;
        }

        return count;
    }

    private static int Lcm(int a, int b)
    {
        (int x, int y) = (a, b);
        while (y != 0)
        {
            (x, y) = (y, x % y);
        }

        return a / x * b;
    }
}

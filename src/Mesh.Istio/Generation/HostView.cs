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
        ResolvedByDns = endpoints.Any(endpoint => GatewaySite.IsName(endpoint.Address));
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

    public static HostView From(ClusterFacts client, ServedHost host, Func<string, string> regionOf)
    {
        string[] reachable = [.. host.Sites.Values
            .Where(site => !site.AddressesFrom(client.Name).IsEmpty)
            .Select(site => site.Cluster.Name)];
        IReadOnlyList<RankedCluster> ranked = new FailoverOrder(
            client.Name, host.Settings.Failover, regionOf, name => host.Sites[name].Cluster.State == ClusterState.Drained).Rank(reachable);
        var endpoints = new List<HostEndpoint>(ranked.Count);
        int first = 0;
        for (int last = 0; last < ranked.Count; last++)
        {
            if (last + 1 == ranked.Count || ranked[last + 1].Rank != ranked[last].Rank)
            {
                AddTier(client, host, ranked, first..(last + 1), endpoints);
                first = last + 1;
            }
        }

        return new HostView(host, endpoints, ranked.Count(cluster => cluster.Rank == 0));
    }

    private static void AddTier(ClusterFacts client, ServedHost host, IReadOnlyList<RankedCluster> ranked, Range tier, List<HostEndpoint> endpoints)
    {
        (int start, int length) = tier.GetOffsetAndLength(ranked.Count);
        bool weighted = false;
        int scale = 1;
        for (int i = start; i < start + length; i++)
        {
            weighted |= length > 1 && ranked[i].Weight is not null;
            scale = Lcm(scale, host.Sites[ranked[i].Cluster].AddressesFrom(client.Name).Length);
        }

        for (int i = start; i < start + length; i++)
        {
            GatewaySite site = host.Sites[ranked[i].Cluster];
            ReadOnlySpan<string> addresses = site.AddressesFrom(client.Name);
            // A cluster's weight is shared by its addresses, so a cluster with two addresses does not get twice its share.
            int? weight = weighted ? (ranked[i].Weight ?? 1) * (scale / addresses.Length) : null;
            foreach (string address in addresses)
            {
                endpoints.Add(new HostEndpoint(site, address, ranked[i].Rank, weight, site.Cluster.Name == client.Name));
            }
        }
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

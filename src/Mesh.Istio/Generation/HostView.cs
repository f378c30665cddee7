using Mesh.Istio.Generation.Edge;

namespace Mesh.Istio.Generation;

/// <summary>A host seen from one client cluster: its endpoints with their ranks, best first.</summary>
internal sealed class HostView
{
    private HostView(
        ClusterFacts client, ServedHost host, IReadOnlyList<HostEndpoint> endpoints, int clustersAtRankZero, bool hasRoundedWeights)
    {
        Client = client;
        Host = host;
        HasRoundedWeights = hasRoundedWeights;
        Endpoints = endpoints;
        HighestRank = endpoints.Count == 0 ? 0 : endpoints[^1].Rank;
        SplitsByZone = clustersAtRankZero <= 1 && host.Settings.Failover?.PreferZone != false;
        ResolvedByDns = endpoints.Any(endpoint => GatewayInCluster.IsName(endpoint.Address));
        GatewayInCluster[] transits = [.. endpoints.Where(endpoint => endpoint.Hops > 0).Select(endpoint => endpoint.Site)];
        SubjectAltNames = transits.Length == 0
            ? host.SubjectAltNames
            : new SortedSet<string>(
                host.SubjectAltNames.Concat(transits.SelectMany(site => site.Identities)), StringComparer.Ordinal).ToValueList();
    }

    /// <summary>The cluster whose clients see the host so.</summary>
    public ClusterFacts Client { get; }

    public ServedHost Host { get; }

    /// <summary>By rank, then cluster, then address.</summary>
    public IReadOnlyList<HostEndpoint> Endpoints { get; }

    /// <summary>The last rank in use; also how many times traffic can fall back.</summary>
    public int HighestRank { get; }

    /// <summary>
    /// Whether endpoints of the best rank are told apart by locality; with several clusters in it that would tear the tier apart.
    /// </summary>
    public bool SplitsByZone { get; }

    /// <summary>Whether an address is a name, so that Envoy resolves all of them by DNS.</summary>
    public bool ResolvedByDns { get; }

    /// <summary>Whether shares were rounded, because exact ones are more than Envoy holds.</summary>
    public bool HasRoundedWeights { get; }

    /// <summary>The identities that clients accept: the host's gateways, and the transit gateways on the way.</summary>
    public ValueList<string> SubjectAltNames { get; }

    /// <summary>
    /// Whether clusters share a tier with unlike numbers of addresses and others come after it: what spills to those counts healthy
    /// addresses, not clusters.
    /// </summary>
    public bool SpillsByAddress => Endpoints
        .Where(endpoint => endpoint.Rank < HighestRank)
        .GroupBy(endpoint => endpoint.Rank)
        .Any(tier => tier.GroupBy(endpoint => endpoint.Target, StringComparer.Ordinal)
            .Select(cluster => cluster.Count()).Distinct().Skip(1).Any());

    /// <summary>Whether another view of the host makes the same objects.</summary>
    public bool IsLike(HostView other) =>
        Host.VisibleTo.IsEmpty && SplitsByZone == other.SplitsByZone
        && Client.IstioVersion.SendsHttp2Keepalive == other.Client.IstioVersion.SendsHttp2Keepalive
        && Endpoints.SequenceEqual(other.Endpoints);

    /// <summary>What callers repeat, and how often.</summary>
    public RetryPlan Retries =>
        RetryPlan.For(HighestRank, Host.Settings) with { IsGrpc = Host.Protocol == HttpProtocol.Grpc };

    public static HostView From(ClusterFacts client, ServedHost host, Func<string, string> regionOf)
    {
        IReadOnlyList<HostPath> found = host.Paths.From(client);
        IReadOnlyDictionary<string, HostPath> paths = host.Paths.ByTarget(found);
        RankedCluster[] ranked = [.. new FailoverOrder(
            client.Name, host.FailoverFrom(client.Name), regionOf, name => host.Sites[name].Cluster.State == ClusterState.Drained).Rank(
                [.. found.Select(path => path.Target)])];
        var endpoints = new List<HostEndpoint>(ranked.Length);
        // istiod sums up the weights of a place over all ranks before it tells the ranks apart, so all of them share what Envoy holds.
        uint limit = ranked.Length == 0 ? 0 : uint.MaxValue / (uint)(ranked[^1].Rank + 1);
        bool rounded = false;
        int first = 0;
        for (int last = 0; last < ranked.Length; last++)
        {
            if (last + 1 == ranked.Length || ranked[last + 1].Rank != ranked[last].Rank)
            {
                rounded |= AddTier(client, host, ranked.AsSpan(first..(last + 1)), paths, limit, endpoints);
                first = last + 1;
            }
        }

        return new HostView(client, host, endpoints, ranked.Count(cluster => cluster.Rank == 0), rounded);
    }

    private static bool AddTier(
        ClusterFacts client, ServedHost host, ReadOnlySpan<RankedCluster> tier, IReadOnlyDictionary<string, HostPath> paths, uint limit,
        List<HostEndpoint> endpoints)
    {
        TierWeights weights = tier.Length > 1 ? WeightsOf(client, tier, paths, limit) : default;
        for (int i = 0; i < tier.Length; i++)
        {
            HostPath path = paths[tier[i].Cluster];
            uint? weight = weights.PerAddress.IsEmpty ? null : weights.PerAddress[i];
            int? hops = host.Paths.Used.Count > 0 ? path.Hops : null;
            foreach (GatewayInCluster gateway in path.Gateways)
            {
                foreach (string address in gateway.AddressesFrom(client.Name))
                {
                    Add(new HostEndpoint(gateway, address, tier[i].Rank, weight, gateway.Cluster.Name == client.Name, path.Target, hops),
                        endpoints);
                }
            }
        }

        return weights.AreRounded;
    }

    private static TierWeights WeightsOf(
        ClusterFacts client, ReadOnlySpan<RankedCluster> tier, IReadOnlyDictionary<string, HostPath> paths, uint limit)
    {
        var shares = new (int? Weight, int Addresses)[tier.Length];
        for (int i = 0; i < tier.Length; i++)
        {
            shares[i] = (tier[i].Weight, AddressesOf(paths[tier[i].Cluster], client));
        }

        return TierWeights.Of(shares, limit);
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
        foreach (GatewayInCluster gateway in path.Gateways)
        {
            count += gateway.AddressesFrom(client.Name).Length;
        }

        return count;
    }
}

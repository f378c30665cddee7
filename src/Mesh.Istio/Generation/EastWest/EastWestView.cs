using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>
/// An exposed service seen from one client cluster: its own pods, if the service exists there, and the gateways of other clusters in order.
/// </summary>
internal sealed class EastWestView
{
    private EastWestView(ClusterFacts client, ExposedService service, ServiceInCluster? local)
    {
        Client = client;
        Service = service;
        Local = local;
    }

    public ClusterFacts Client { get; }

    public ExposedService Service { get; }

    /// <summary>The service in the client's own cluster; null when it does not exist there.</summary>
    public ServiceInCluster? Local { get; }

    /// <summary>Whether the objects have no place in the service's own namespace, because the cluster does not have that.</summary>
    public bool UsesSharedNamespace => Local is null && !Client.HasNamespace(Service.Name.Namespace);

    /// <summary>The ports under which callers use the service.</summary>
    public ValueList<ServicePortInfo> Ports { get; private init; }

    /// <summary>The other clusters' gateways: by rank, then cluster, then address.</summary>
    public IReadOnlyList<EastWestEndpoint> Endpoints { get; private init; } = [];

    /// <summary>The rank of the cluster's own pods: 0 unless an order says otherwise; -1 when there can be none.</summary>
    public int LocalRank { get; private init; } = -1;

    /// <summary>Whether the order put own pods and another cluster into one tier, which cannot be: pods carry no weights.</summary>
    public bool SplitsOwnTier { get; private init; }

    /// <summary>Whether shares were rounded, because exact ones are more than Envoy holds.</summary>
    public bool HasRoundedWeights { get; private init; }

    /// <summary>The last rank in use.</summary>
    public int HighestRank => Math.Max(LocalRank, Endpoints.Count == 0 ? 0 : Endpoints[^1].Rank);

    /// <summary>Whether callers prefer own pods of their own zone.</summary>
    public bool SplitsByZone => LocalRank == 0 && Service.Settings.Failover?.PreferZone != false;

    /// <summary>How many times traffic can fall back: what istiod reads from other clusters is one last place behind everything.</summary>
    public int Fallbacks => HighestRank + (SplitsByZone ? 1 : 0) + (Client.ReadsOthers && Here is null ? 1 : 0);

    /// <summary>The subset to which callers are led, so that nothing counts that istiod reads from other clusters; null for all.</summary>
    public string? Here => Service.IsStrict && Client.IstioClusterId is not null ? OwnRule.Here : null;

    /// <summary>
    /// Whether clusters share a tier with unlike numbers of addresses and others come after it: what spills to those counts healthy
    /// addresses, not clusters.
    /// </summary>
    public bool SpillsByAddress => Endpoints
        .Where(endpoint => endpoint.Rank < HighestRank)
        .GroupBy(endpoint => endpoint.Rank)
        .Any(tier => tier.GroupBy(endpoint => endpoint.Site.Cluster.Name, StringComparer.Ordinal)
            .Select(cluster => cluster.Count()).Distinct().Skip(1).Any());

    /// <summary>What callers of a port repeat, and how often.</summary>
    public RetryPlan RetriesOf(ServicePortInfo port) => RetryPlan.For(Fallbacks, Service.Settings) with
    {
        IsGrpc = PortProtocols.Of(port) == PortProtocol.Grpc,
    };

    public static EastWestView From(ClusterFacts client, ExposedService service, Func<string, string> regionOf)
    {
        ServiceInCluster? local = service.InClusters.GetValueOrDefault(client.Name);
        ServiceInCluster[] others = [.. service.InClusters.Values.Where(
            site => site.Cluster != client && site.CanServe && site.Cluster.State != ClusterState.Evacuated
                && client.Reaches(site.Cluster))];
        // Where the service does not exist, callers see it with the ports that it has in the first cluster by name.
        ValueList<ServicePortInfo> ports = local?.Ports ?? others.FirstOrDefault(site => site.CanCall)?.Ports ?? default;
        var remote = others
            .Where(site => local?.CanCall != false && !ports.IsEmpty && site.Covers(ports))
            .ToDictionary(site => site.Cluster.Name, StringComparer.Ordinal);
        string[] serving = [.. remote.Keys, .. local is null ? Array.Empty<string>() : [client.Name]];
        IReadOnlyList<RankedCluster> ranked = new FailoverOrder(
            // Own pods cannot be taken out of their Service: in an evacuated cluster they come last, as in a drained one.
            client.Name, service.Settings.Failover, regionOf, name => service.InClusters[name].Cluster.State != ClusterState.Active).Rank(
                serving);
        RankedCluster? own = ranked.Where(cluster => cluster.Cluster == client.Name).Select(cluster => (RankedCluster?)cluster)
            .FirstOrDefault();
        // A cluster that an order leaves out altogether still has its pods: they come last.
        int localRank = local is null ? -1 : own?.Rank ?? (ranked.Count == 0 ? 0 : ranked[^1].Rank + 1);
        bool splits = ranked.Any(cluster => cluster.Rank == localRank && cluster.Cluster != client.Name);
        IEnumerable<RankedCluster> moved = ranked
            .Where(cluster => cluster.Cluster != client.Name)
            .Select(cluster => splits && cluster.Rank >= localRank ? cluster with { Rank = cluster.Rank + 1 } : cluster);
        RankedCluster[][] tiers = [.. moved.GroupBy(cluster => cluster.Rank).Select(tier => tier.ToArray())];
        (IEnumerable<EastWestEndpoint> Endpoints, bool AreRounded)[] weighted = [.. tiers.Select(
            tier => Tier(tier, remote, uint.MaxValue / (uint)tiers.Length))];
        return new EastWestView(client, service, local)
        {
            Ports = ports,
            LocalRank = localRank,
            SplitsOwnTier = splits,
            HasRoundedWeights = weighted.Any(tier => tier.AreRounded),
            Endpoints = [.. weighted.SelectMany(tier => tier.Endpoints)],
        };
    }

    private static (IEnumerable<EastWestEndpoint> Endpoints, bool AreRounded) Tier(
        RankedCluster[] tier, Dictionary<string, ServiceInCluster> sites, uint limit)
    {
        TierWeights weights = TierWeights.Of(
            [.. tier.Select(cluster => (cluster.Weight, sites[cluster.Cluster].Gateway!.Addresses.Count))], limit);
        return (tier.SelectMany(
            (cluster, place) => EndpointsOf(
                cluster, sites[cluster.Cluster], weights.PerAddress.IsEmpty ? null : weights.PerAddress[place])), weights.AreRounded);
    }

    private static IEnumerable<EastWestEndpoint> EndpointsOf(RankedCluster cluster, ServiceInCluster site, uint? weight) =>
        site.Gateway!.Addresses.Select((address, i) => new EastWestEndpoint(site, address, i + 1, cluster.Rank, weight));
}

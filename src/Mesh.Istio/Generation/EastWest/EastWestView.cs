using System.Numerics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>An exposed service seen from one client cluster: its own pods, if the service exists there, and the gateways of other clusters in order.</summary>
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

    /// <summary>The ports under which callers use the service.</summary>
    public ValueList<ServicePortInfo> Ports { get; private init; }

    /// <summary>The other clusters' gateways: by rank, then cluster, then address.</summary>
    public IReadOnlyList<EastWestEndpoint> Endpoints { get; private init; } = [];

    /// <summary>The rank of the cluster's own pods: 0 unless an order says otherwise; -1 when there can be none.</summary>
    public int LocalRank { get; private init; } = -1;

    /// <summary>Whether the order put own pods and another cluster into one tier, which cannot be: pods carry no weights.</summary>
    public bool SplitsOwnTier { get; private init; }

    /// <summary>The last rank in use.</summary>
    public int HighestRank => Math.Max(LocalRank, Endpoints.Count == 0 ? 0 : Endpoints[^1].Rank);

    /// <summary>Whether callers prefer own pods of their own zone.</summary>
    public bool SplitsByZone => LocalRank == 0 && Service.Settings.Failover?.PreferZone != false;

    /// <summary>How many times traffic can fall back.</summary>
    public int Fallbacks => HighestRank + (SplitsByZone ? 1 : 0);

    public static EastWestView From(ClusterFacts client, ExposedService service, Func<string, string> regionOf)
    {
        ServiceInCluster? local = service.InClusters.GetValueOrDefault(client.Name);
        ServiceInCluster[] others = [.. service.InClusters.Values.Where(site => site.Cluster != client && site.CanServe && site.Cluster.State != ClusterState.Evacuated && client.Reaches(site.Cluster))];
        // Where the service does not exist, callers see it with the ports that it has in the first cluster by name.
        ValueList<ServicePortInfo> ports = local?.Ports ?? others.FirstOrDefault(site => site.CanCall)?.Ports ?? default;
        var remote = others
            .Where(site => local?.CanCall != false && !ports.IsEmpty && site.Covers(ports))
            .ToDictionary(site => site.Cluster.Name, StringComparer.Ordinal);
        string[] serving = [.. remote.Keys, .. local is null ? Array.Empty<string>() : [client.Name]];
        IReadOnlyList<RankedCluster> ranked = new FailoverOrder(
            // Own pods cannot be taken out of their Service: in an evacuated cluster they come last, as in a drained one.
            client.Name, service.Settings.Failover, regionOf, name => service.InClusters[name].Cluster.State != ClusterState.Active).Rank(serving);
        RankedCluster? own = ranked.Where(cluster => cluster.Cluster == client.Name).Select(cluster => (RankedCluster?)cluster).FirstOrDefault();
        // A cluster that an order leaves out altogether still has its pods: they come last.
        int localRank = local is null ? -1 : own?.Rank ?? (ranked.Count == 0 ? 0 : ranked[^1].Rank + 1);
        bool splits = ranked.Any(cluster => cluster.Rank == localRank && cluster.Cluster != client.Name);
        IEnumerable<RankedCluster> moved = ranked
            .Where(cluster => cluster.Cluster != client.Name)
            .Select(cluster => splits && cluster.Rank >= localRank ? cluster with { Rank = cluster.Rank + 1 } : cluster);
        return new EastWestView(client, service, local)
        {
            Ports = ports,
            LocalRank = localRank,
            SplitsOwnTier = splits,
            Endpoints = [.. moved.GroupBy(cluster => cluster.Rank).SelectMany(tier => Tier([.. tier], remote))],
        };
    }

    private static IEnumerable<EastWestEndpoint> Tier(RankedCluster[] tier, Dictionary<string, ServiceInCluster> sites)
    {
        bool weighted = tier.Length > 1 && tier.Any(cluster => cluster.Weight is not null);
        int scale = tier.Aggregate(1, (sum, cluster) => Lcm(sum, sites[cluster.Cluster].Gateway!.Addresses.Count));
        foreach (RankedCluster cluster in tier)
        {
            ServiceInCluster site = sites[cluster.Cluster];
            ValueList<string> addresses = site.Gateway!.Addresses;
            for (int i = 0; i < addresses.Count; i++)
            {
                // A cluster's weight is shared by its addresses, so a cluster with two addresses does not get twice its share.
                int? weight = weighted ? (cluster.Weight ?? 1) * (scale / addresses.Count) : null;
                yield return new EastWestEndpoint(site, addresses[i], i + 1, cluster.Rank, weight);
            }
        }
    }

    private static int Lcm(int a, int b) => a / (int)BigInteger.GreatestCommonDivisor(a, b) * b;
}

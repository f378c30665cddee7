using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest.Pods;

/// <summary>A service whose calls go from pod to pod, as the callers of one cluster see it.</summary>
internal sealed class PodView
{
    private PodView(ClusterFacts client, ExposedService service, IReadOnlyList<RankedCluster> ranked)
    {
        Client = client;
        Service = service;
        Ranked = ranked;
    }

    public ClusterFacts Client { get; }

    public ExposedService Service { get; }

    /// <summary>The wanted order of the clusters that have the service.</summary>
    public IReadOnlyList<RankedCluster> Ranked { get; }

    /// <summary>The order as a rule can write it; null when none can.</summary>
    public PodOrder? Order { get; private init; }

    /// <summary>Whether the service exists where its callers are.</summary>
    public bool IsHere => Service.InClusters.ContainsKey(Client.Name);

    public ValueList<ServicePortInfo> Ports => (Service.InClusters.GetValueOrDefault(Client.Name)
        ?? Service.InClusters.Values.First()).Ports;

    /// <summary>Whether callers prefer own pods of their own zone.</summary>
    public bool SplitsByZone => IsHere && Order is { First: null } && Service.Settings.Failover?.PreferZone != false;

    /// <summary>Whether the order gives clusters shares, which pods cannot carry.</summary>
    public bool HasShares => Ranked.Any(cluster => cluster.Weight is not null);

    /// <summary>How many times traffic can fall back.</summary>
    public int Fallbacks => Order?.Fallbacks(Ranked, SplitsByZone) ?? 0;

    public static PodView From(ClusterFacts client, ExposedService service, Func<string, string> regionOf)
    {
        IReadOnlyList<RankedCluster> ranked = new FailoverOrder(
            client.Name, service.Settings.Failover, regionOf,
            // Pods cannot be taken out of their Service: those of an evacuated cluster come last, as those of a drained one.
            name => service.InClusters[name].Cluster.State != ClusterState.Active).Rank([.. service.InClusters.Keys]);
        var sites = new PodSites(service.InClusters.Values.Select(site => site.Cluster));
        return new PodView(client, service, ranked)
        {
            Order = PodOrder.Find(client, ranked, sites, service.Settings.Failover?.PreferZone),
        };
    }

    /// <summary>The order in words.</summary>
    public string Words => string.Join(", then ", Ranked.GroupBy(cluster => cluster.Rank).Select(
        tier => string.Join(" and ", tier.Select(cluster => cluster.Cluster))));

    public RetryPlan RetriesOf(ServicePortInfo port) => RetryPlan.For(Fallbacks, Service.Settings) with
    {
        IsGrpc = PortProtocols.Of(port) == PortProtocol.Grpc,
    };
}

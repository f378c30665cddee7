using Mesh.LoadBalancing;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest.Pods;

/// <summary>
/// An order of clusters that a DestinationRule can give to pods which istiod reads from several: keys are compared in turn and an endpoint
/// stops at the first difference, so they only narrow one chain, and a key with two values takes the last for both (recordings
/// <c>remote-secrets/pod-to-pod</c>).
/// </summary>
/// <param name="First">The one cluster that comes first for everybody; null for the caller's own.</param>
/// <param name="Region">The region that comes after the caller's; null where regions are not told apart.</param>
internal sealed record PodOrder(ClusterFacts? First, string? Region)
{
    private const string Key = TopologyLabels.Cluster;

    /// <summary>What can be written, in words.</summary>
    public const string Possible = "own cluster, then all others; own cluster, its region, one other region, the rest; one cluster first "
        + "for everybody, then all others, or its caller's region, one other region, the rest";

    /// <summary>The order that puts clusters into the given tiers for the callers of a cluster; null when none can be written.</summary>
    public static PodOrder? Find(ClusterFacts client, IReadOnlyList<RankedCluster> ranked, PodSites sites, bool? preferZone)
    {
        string wanted = string.Join(" | ", ranked.GroupBy(cluster => cluster.Rank).Select(
            tier => string.Join(' ', tier.Select(cluster => cluster.Cluster).Order(StringComparer.Ordinal))));
        return Candidates(client, sites).FirstOrDefault(order =>
            // Regions are compared with those of all pods, own ones too, so that own zones come first whether that is wanted or not.
            (order.Region is null || preferZone != false || !sites.Contains(client.Name)) && order.Tiers(client, sites) == wanted);
    }

    /// <summary>How many times traffic can fall back, zones of the caller's region counted as one.</summary>
    public int Fallbacks(IReadOnlyList<RankedCluster> ranked, bool splitsByZone) =>
        (ranked.Count == 0 ? 0 : ranked[^1].Rank) + (splitsByZone || Region is not null ? 1 : 0);

    public LocalityLbSetting ToSetting(ClusterFacts client, bool splitsByZone) => new()
    {
        Enabled = true,
        Failover = Region is null ? [] : [new LocalityFailover { From = client.Locality.Region, To = Region }],
        FailoverPriority = First is not null ? [$"{Key}={First.IstioClusterId}"]
            : splitsByZone && Region is null ? [Key, .. PolicySettings.ByPlace]
            : [Key],
    };

    private static IEnumerable<PodOrder> Candidates(ClusterFacts client, PodSites sites)
    {
        string[] regions = client.Locality.Region.Length == 0 ? [] : [.. sites.Regions.Where(region => region != client.Locality.Region)];
        foreach (ClusterFacts? first in sites.Clusters.Where(cluster => cluster != client).Prepend(null))
        {
            yield return new PodOrder(first, null);
            foreach (string region in regions)
            {
                yield return new PodOrder(first, region);
            }
        }
    }

    private string Tiers(ClusterFacts client, PodSites sites)
    {
        string first = (First ?? client).Name;
        return string.Join(" | ", sites.Clusters
            .GroupBy(cluster => cluster.Name == first ? 0
                : Region is null ? 1
                : cluster.Locality.Region == client.Locality.Region ? 2
                : cluster.Locality.Region == Region ? 3 : 4)
            .OrderBy(tier => tier.Key)
            .Select(tier => string.Join(' ', tier.Select(cluster => cluster.Name).Order(StringComparer.Ordinal))));
    }
}

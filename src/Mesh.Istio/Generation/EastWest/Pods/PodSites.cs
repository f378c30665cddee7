namespace Mesh.Istio.Generation.EastWest.Pods;

/// <summary>The clusters that have pods of a service, by name.</summary>
internal sealed class PodSites(IEnumerable<ClusterFacts> clusters)
{
    public IReadOnlyList<ClusterFacts> Clusters { get; } = [.. clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal)];

    public IEnumerable<string> Regions => Clusters.Select(cluster => cluster.Locality.Region).Where(region => region.Length > 0)
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public bool Contains(string cluster) => Clusters.Any(site => site.Name == cluster);
}

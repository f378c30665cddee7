using Mesh.Inventories;

namespace Mesh.Istio.Pictures.Views;

/// <summary>The cards of a picture.</summary>
internal static class ClusterCards
{
    /// <param name="names">The clusters that have boxes; the empty name stands for what lies outside of all.</param>
    /// <param name="regions">The regions that are known otherwise than by observation.</param>
    /// <param name="inventory">What was observed.</param>
    public static ValueList<TopologyCluster> Of(
        IEnumerable<string> names, IReadOnlyDictionary<string, string> regions, Inventory? inventory)
    {
        Dictionary<string, ClusterInventory> observed = (inventory?.Clusters ?? [])
            .GroupBy(cluster => cluster.Name, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);
        return [.. names
            .Select(name => Card(name, regions, observed.GetValueOrDefault(name)))
            .OrderBy(card => card.Name.Length == 0)
            .ThenBy(card => card.Region, StringComparer.Ordinal)
            .ThenBy(card => card.Name, StringComparer.Ordinal)];
    }

    private static TopologyCluster Card(string name, IReadOnlyDictionary<string, string> regions, ClusterInventory? observed)
    {
        string region = observed?.Locality.Value.Region is { Length: > 0 } known ? known : regions.GetValueOrDefault(name, "");
        return new TopologyCluster(name, region, observed?.Network ?? "");
    }
}

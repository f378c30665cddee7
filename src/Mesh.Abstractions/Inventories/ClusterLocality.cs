namespace Mesh.Inventories;

/// <summary>Where a cluster is as a whole: where most of its nodes are.</summary>
internal static class ClusterLocality
{
    /// <summary>The region of most nodes, as the first of them by name states it.</summary>
    public static ResolvedLocality OfNodes(IEnumerable<NodeInfo> nodes) => MostNodes(nodes) is { } region
        ? new ResolvedLocality(new Locality(region.Key), region.First().Locality.Sources.Take(1).ToValueList())
        : ResolvedLocality.Unknown;

    /// <summary>The same as closely as the nodes agree: with the zone if all nodes of the region share one.</summary>
    public static Locality ClosestOf(IEnumerable<NodeInfo> nodes)
    {
        if (MostNodes(nodes) is not { } region)
        {
            return Locality.Empty;
        }

        string[] zones = [.. region.Select(node => node.Locality.Value.Zone).Distinct(StringComparer.Ordinal)];
        return new Locality(region.Key, zones.Length == 1 ? zones[0] : "");
    }

    private static IGrouping<string, NodeInfo>? MostNodes(IEnumerable<NodeInfo> nodes) => nodes
        .Where(node => node.Locality.Value.Region.Length > 0)
        .GroupBy(node => node.Locality.Value.Region, StringComparer.Ordinal)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .FirstOrDefault();
}

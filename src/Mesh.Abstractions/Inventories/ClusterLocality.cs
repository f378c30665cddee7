namespace Mesh.Inventories;

/// <summary>Where a cluster is as a whole.</summary>
internal static class ClusterLocality
{
    /// <summary>The region of most nodes, as the first of them by name states it.</summary>
    public static ResolvedLocality OfNodes(IEnumerable<NodeInfo> nodes)
    {
        IGrouping<string, NodeInfo>? region = nodes
            .Where(node => node.Locality.Value.Region.Length > 0)
            .GroupBy(node => node.Locality.Value.Region, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return region is null
            ? ResolvedLocality.Unknown
            : new ResolvedLocality(new Locality(region.Key), [region.First().Locality.Sources[0]]);
    }
}

namespace Mesh.Inventories;

/// <summary>Where a cluster is as a whole.</summary>
internal static class ClusterLocality
{
    /// <summary>The region of most nodes, as the first of them by name states it, with the zone if all of these nodes share one.</summary>
    public static ResolvedLocality OfNodes(IEnumerable<NodeInfo> nodes)
    {
        IGrouping<string, NodeInfo>? region = nodes
            .Where(node => node.Locality.Value.Region.Length > 0)
            .GroupBy(node => node.Locality.Value.Region, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        if (region is null)
        {
            return ResolvedLocality.Unknown;
        }

        string[] zones = [.. region.Select(node => node.Locality.Value.Zone).Distinct(StringComparer.Ordinal)];
        string zone = zones.Length == 1 ? zones[0] : "";
        return new ResolvedLocality(new Locality(region.Key, zone), region.First().Locality.Sources.Take(zone.Length == 0 ? 1 : 2).ToValueList());
    }
}

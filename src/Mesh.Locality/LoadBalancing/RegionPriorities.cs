namespace Mesh.LoadBalancing;

/// <summary>Priorities by distance and by region rules.</summary>
internal static class RegionPriorities
{
    private const int DistanceLevels = 5;
    private const int RegionLevels = 3;

    /// <summary>
    /// 0 the same subzone, 1 the same zone, 2 the same region, 3 another region, 4 another region than the one that the client's rule
    /// names. Priorities from labels stay the coarser order (istio <c>applyLocalityFailover</c>).
    /// </summary>
    internal static ValueList<EndpointGroup> ApplyByDistance(
        ValueList<EndpointGroup> groups, Locality client, ValueList<RegionFailover> failover) =>
        Apply(groups, client, failover, byDistance: true);

    /// <summary>
    /// 0 the same region, 1 the region that the client's rule names, 2 any other (istio <c>applyZoneAwareRegionalFailover</c>, 1.31).
    /// </summary>
    internal static ValueList<EndpointGroup> ApplyByRegion(
        ValueList<EndpointGroup> groups, Locality client, ValueList<RegionFailover> failover) =>
        Apply(groups, client, failover, byDistance: false);

    private static ValueList<EndpointGroup> Apply(
        ValueList<EndpointGroup> groups, Locality client, ValueList<RegionFailover> failover, bool byDistance)
    {
        string? preferred = PreferredRegion(client, failover);
        Span<int> raw = groups.Count <= PriorityCompaction.StackLimit ? stackalloc int[groups.Count] : new int[groups.Count];
        for (int i = 0; i < raw.Length; i++)
        {
            EndpointGroup group = groups[i];
            raw[i] = byDistance
                ? (group.Priority * DistanceLevels) + Distance(client, group.Locality, preferred)
                : (group.Priority * RegionLevels) + RegionRank(client, group.Locality, preferred);
        }

        PriorityCompaction.Compact(raw);
        return PriorityCompaction.With(groups.AsSpan(), raw);
    }

    private static int Distance(Locality client, Locality place, string? preferred)
    {
        if (place.Region != client.Region)
        {
            return preferred is null || place.Region == preferred ? 3 : 4;
        }

        if (place.Zone != client.Zone)
        {
            return 2;
        }

        return place.Subzone == client.Subzone ? 0 : 1;
    }

    private static int RegionRank(Locality client, Locality place, string? preferred) =>
        place.Region == client.Region ? 0
        : preferred is not null && place.Region == preferred ? 1
        : 2;

    private static string? PreferredRegion(Locality client, ValueList<RegionFailover> failover)
    {
        foreach (RegionFailover rule in failover)
        {
            if (rule.From == client.Region)
            {
                return rule.To;
            }
        }

        return null;
    }
}

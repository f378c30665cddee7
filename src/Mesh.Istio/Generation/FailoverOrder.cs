namespace Mesh.Istio.Generation;

/// <summary>
/// The complete order of clusters seen from one client cluster. By default: the client's own cluster, its region, the regions named for
/// it, all others; an explicit order replaces that one, and what it leaves out follows in default order. Drained clusters come after all
/// of that.
/// </summary>
internal sealed class FailoverOrder
{
    // More than any order has tiers; drained clusters keep their order among themselves.
    private const int Drained = int.MaxValue / 2;

    private readonly string _client;
    private readonly FailoverSettings? _settings;
    private readonly Func<string, string> _regionOf;
    private readonly Func<string, bool>? _isDrained;

    /// <param name="client">The client's cluster.</param>
    /// <param name="settings">The effective settings; null means the default order.</param>
    /// <param name="regionOf">The region of a cluster; empty when unknown.</param>
    /// <param name="isDrained">Whether a cluster is the last resort, whatever the settings say; null means none is.</param>
    public FailoverOrder(string client, FailoverSettings? settings, Func<string, string> regionOf, Func<string, bool>? isDrained = null)
    {
        _isDrained = isDrained;
        _client = client;
        _settings = settings;
        _regionOf = regionOf;
    }

    /// <summary>Ranks the clusters that serve a host. Ranks start at 0 and have no gaps.</summary>
    /// <param name="serving">The clusters' names.</param>
    /// <returns>One entry per cluster, best rank first, names in ordinal order within a rank.</returns>
    public IReadOnlyList<RankedCluster> Rank(IReadOnlyCollection<string> serving)
    {
        ValueList<FailoverTier>? explicitOrder = ExplicitOrder();
        var ranked = new List<(int Tier, string Cluster, int? Weight)>(serving.Count);
        foreach (string cluster in serving)
        {
            (int Tier, string Cluster, int? Weight) place = Place(cluster, explicitOrder);
            ranked.Add(_isDrained?.Invoke(cluster) == true ? (place.Tier + Drained, cluster, place.Weight) : place);
        }

        ranked.Sort(static (a, b) => a.Tier != b.Tier ? a.Tier.CompareTo(b.Tier) : string.CompareOrdinal(a.Cluster, b.Cluster));
        var result = new RankedCluster[ranked.Count];
        int rank = -1;
        for (int i = 0; i < result.Length; i++)
        {
            rank += i == 0 || ranked[i].Tier != ranked[i - 1].Tier ? 1 : 0;
            result[i] = new RankedCluster(ranked[i].Cluster, rank, ranked[i].Weight);
        }

        return result;
    }

    private ValueList<FailoverTier>? ExplicitOrder() =>
        _settings?.OrderByClient is { } byClient && byClient.TryGetValue(_client, out ValueList<FailoverTier> own) ? own : _settings?.Order;

    private (int Tier, string Cluster, int? Weight) Place(string cluster, ValueList<FailoverTier>? explicitOrder)
    {
        if (explicitOrder is not { } order)
        {
            return (DefaultTier(cluster), cluster, null);
        }

        if (_settings!.LocalFirst == true && cluster == _client)
        {
            return (-1, cluster, null);
        }

        for (int tier = 0; tier < order.Count; tier++)
        {
            foreach (TierCluster member in order[tier].Clusters)
            {
                if (member.Cluster == cluster)
                {
                    return (tier, cluster, member.Weight);
                }
            }
        }

        return (order.Count + DefaultTier(cluster), cluster, null);
    }

    private int DefaultTier(string cluster)
    {
        if (cluster == _client)
        {
            return 0;
        }

        string own = _regionOf(_client);
        string region = _regionOf(cluster);
        if (own.Length > 0 && region == own)
        {
            return 1;
        }

        foreach (RegionFailover neighbour in _settings?.Regions ?? [])
        {
            // As Istio does, only the first entry for a region counts.
            if (neighbour.From == own)
            {
                return neighbour.To == region ? 2 : 3;
            }
        }

        return 3;
    }
}

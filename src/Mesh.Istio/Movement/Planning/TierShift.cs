namespace Mesh.Istio.Movement.Planning;

/// <summary>Orders of clusters with a part of the traffic of one cluster given to others.</summary>
internal static class TierShift
{
    /// <summary>
    /// The order in which a part of what comes first to a cluster goes to others; <see langword="null"/> when the cluster does not come
    /// first.
    /// </summary>
    /// <param name="tiers">The present order.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="percent">The part that goes, from 1 to 100.</param>
    /// <param name="targets">Who gets it, by weight.</param>
    /// <param name="clusters">All clusters: at 100 % the cluster comes after every other one.</param>
    public static ValueList<FailoverTier>? Away(
        ValueList<FailoverTier> tiers, string cluster, int percent, IReadOnlyDictionary<string, int> targets,
        IReadOnlyList<string> clusters)
    {
        if (tiers.IsEmpty || tiers[0].Clusters.FirstOrDefault(entry => entry.Cluster == cluster) is not { } leaving)
        {
            return null;
        }

        long parts = targets.Values.Sum(weight => (long)weight);
        var weights = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (TierCluster entry in tiers[0].Clusters)
        {
            weights[entry.Cluster] = (entry.Weight ?? 1) * (entry.Cluster == cluster ? 100 - percent : 100) * parts;
        }

        foreach ((string target, int weight) in targets)
        {
            weights[target] = weights.GetValueOrDefault(target) + ((long)(leaving.Weight ?? 1) * percent * weight);
        }

        long common = weights.Values.Where(weight => weight > 0).Aggregate(0L, Divisor);
        TierCluster[] first = [.. weights.Where(entry => entry.Value > 0)
            .Select(entry => new TierCluster(entry.Key, (int)Math.Min(int.MaxValue, entry.Value / Math.Max(1, common))))];
        first = first.Length == 1 ? [first[0] with { Weight = null }] : first;
        string[] used = [.. first.Select(entry => entry.Cluster), cluster];
        FailoverTier[] rest = [.. Without(tiers.Skip(1).ToValueList(), used)];
        string[] named = [.. used, .. rest.SelectMany(tier => tier.Clusters).Select(entry => entry.Cluster)];
        TierCluster[] others = percent < 100 ? []
            : [.. clusters.Except(named, StringComparer.Ordinal).Select(name => new TierCluster(name))];
        return
        [
            new FailoverTier([.. first]), .. rest,
            .. others.Length > 0 ? [new FailoverTier([.. others])] : Array.Empty<FailoverTier>(),
            .. percent < 100 ? Array.Empty<FailoverTier>() : [new FailoverTier([new TierCluster(cluster)])],
        ];
    }

    /// <summary>The tiers without some clusters.</summary>
    public static ValueList<FailoverTier> Without(ValueList<FailoverTier> tiers, IReadOnlyCollection<string> clusters) => tiers
        .Select(tier => new FailoverTier(tier.Clusters.Where(entry => !clusters.Contains(entry.Cluster)).ToValueList()))
        .Where(tier => !tier.Clusters.IsEmpty).ToValueList();

    private static long Divisor(long left, long right) => right == 0 ? left : Divisor(right, left % right);
}

namespace Mesh.Istio.Generation.Edge;

/// <summary>A transit gateway in one cluster, through which a host can be reached.</summary>
/// <param name="entry">The gateway.</param>
/// <param name="site">What is known of it in the cluster.</param>
/// <param name="level">
/// How many transit gateways are between a caller of this one and the host, this one counted. A transit gateway passes requests only to
/// what is one nearer, so no request ever comes back.
/// </param>
/// <param name="targets">The clusters that requests can end in.</param>
internal sealed class TransitInCluster(GatewayEntry entry, GatewayInCluster site, int level, IReadOnlySet<string> targets)
{
    public GatewayEntry Entry { get; } = entry;

    public GatewayInCluster Site { get; } = site;

    public int Level { get; } = level;

    public IReadOnlySet<string> Targets { get; } = targets;

    /// <summary>
    /// Finds those gateways through which a host can be reached: level 1 sees a gateway that serves it, each further level sees the one
    /// before.
    /// </summary>
    /// <param name="candidates">The gateways, in whose order the result is.</param>
    /// <param name="sites">Where the host is served.</param>
    /// <param name="network">Which cluster reaches which.</param>
    public static IReadOnlyList<TransitInCluster> Leading(
        IReadOnlyList<(GatewayEntry Entry, GatewayInCluster Site)> candidates, IReadOnlyDictionary<string, GatewayInCluster> sites,
        NetworkReach network)
    {
        var found = new TransitInCluster?[candidates.Count];
        bool any = true;
        for (int level = 1; any; level++)
        {
            TransitInCluster[] nearer = [.. found.OfType<TransitInCluster>().Where(transit => transit.Level == level - 1)];
            any = false;
            for (int i = 0; i < found.Length; i++)
            {
                ClusterFacts cluster = candidates[i].Site.Cluster;
                HashSet<string> targets = found[i] is not null ? []
                    : level == 1 ? [.. sites.Where(pair => network.Sees(cluster, pair.Value)).Select(pair => pair.Key)]
                    : [.. nearer.Where(next => network.Sees(cluster, next.Site)).SelectMany(next => next.Targets)];
                if (targets.Count > 0)
                {
                    found[i] = new TransitInCluster(candidates[i].Entry, candidates[i].Site, level, targets);
                    any = true;
                }
            }
        }

        return [.. found.OfType<TransitInCluster>()];
    }
}

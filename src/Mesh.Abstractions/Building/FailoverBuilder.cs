using Mesh.Diagnostics;

namespace Mesh;

/// <summary>
/// Describes which cluster comes after which. Without it: the client's own cluster, clusters in the same region, regions named by
/// <see cref="FailoverRegion"/>, all others.
/// </summary>
public sealed class FailoverBuilder : ModelBuilder<FailoverBuilder>
{
    internal FailoverBuilder(FailoverSettings value, string path, List<Diagnostic> problems)
        : base(path, problems) => Value = value;

    internal FailoverSettings Value { get; private set; }

    /// <summary>
    /// Prefers clusters in this order, one tier each, for all clients; replaces the default order. Clusters not named come last.
    /// </summary>
    /// <param name="clusters">The clusters, best first.</param>
    /// <returns>The builder.</returns>
    public FailoverBuilder Prefer(params string[] clusters) => Prefer(Tiers(clusters));

    /// <summary>Prefers tiers of clusters in this order, for all clients. The clusters of a tier share traffic by weight.</summary>
    /// <param name="tiers">The tiers, best first.</param>
    /// <returns>The builder.</returns>
    public FailoverBuilder Prefer(params FailoverTier[] tiers)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        return Do(() => Value = Value with { Order = [.. tiers] });
    }

    /// <summary>
    /// Prefers clusters in this order, one tier each, for the clients of one cluster; wins over <see cref="Prefer(string[])"/>.
    /// </summary>
    /// <param name="client">The clients' cluster.</param>
    /// <param name="clusters">The clusters, best first.</param>
    /// <returns>The builder.</returns>
    public FailoverBuilder PreferFor(string client, params string[] clusters) => PreferFor(client, Tiers(clusters));

    /// <summary>
    /// Prefers tiers of clusters in this order, for the clients of one cluster; wins over <see cref="Prefer(FailoverTier[])"/>.
    /// </summary>
    /// <param name="client">The clients' cluster.</param>
    /// <param name="tiers">The tiers, best first.</param>
    /// <returns>The builder.</returns>
    public FailoverBuilder PreferFor(string client, params FailoverTier[] tiers)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(tiers);
        return Do(() => Value = Value with { OrderByClient = (Value.OrderByClient ?? default).With(client, [.. tiers]) });
    }

    /// <summary>Adds a tier after those of <see cref="Prefer(string[])"/>, whose clusters share traffic.</summary>
    /// <param name="clusters">The clusters with their weights: all above 0, or all
    /// <see langword="null"/> for equal shares by gateway address.</param>
    /// <returns>The builder.</returns>
    public FailoverBuilder ThenPrefer(params (string Cluster, int? Weight)[] clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        FailoverTier tier = new([.. clusters.Select(cluster => new TierCluster(cluster.Cluster, cluster.Weight))]);
        return Do(() => Value = Value with { Order = (Value.Order ?? default).Add(tier) });
    }

    /// <summary>
    /// Puts a client's own cluster before an explicit order. Default: the order holds as it is. Without an explicit order it always comes
    /// first.
    /// </summary>
    /// <param name="isFirst">Whether it comes first.</param>
    /// <returns>The builder.</returns>
    public FailoverBuilder LocalFirst(bool isFirst = true) => Do(() => Value = Value with { LocalFirst = isFirst });

    /// <summary>Lets clients of one region fall back to another region before all others.</summary>
    /// <param name="from">The clients' region.</param>
    /// <param name="to">The region to fall back to.</param>
    /// <returns>The builder.</returns>
    public FailoverBuilder FailoverRegion(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Do(() => Value = Value with { Regions = (Value.Regions ?? default).Add(new RegionFailover(from, to)) });
    }

    /// <summary>Spreads requests over all zones of the best tier. By default clients prefer endpoints of their own zone.</summary>
    /// <returns>The builder.</returns>
    public FailoverBuilder IgnoreZones() => Do(() => Value = Value with { PreferZone = false });

    /// <summary>
    /// Prefers endpoints of the client's own zone inside the best tier. This is the default; it takes back what a farther level says.
    /// </summary>
    /// <returns>The builder.</returns>
    public FailoverBuilder PreferZones() => Do(() => Value = Value with { PreferZone = true });

    private static FailoverTier[] Tiers(string[] clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return Array.ConvertAll(
            clusters, cluster => new FailoverTier([new TierCluster(cluster ?? throw new ArgumentNullException(nameof(clusters)))]));
    }
}

namespace Mesh;

/// <summary>
/// Which cluster comes after which. By default, seen from a client: its own cluster, clusters in the same region, clusters in the regions
/// that
/// <see cref="Regions"/> names, all others.
/// </summary>
public sealed record FailoverSettings
{
    /// <summary>An order that replaces the default one, best tier first; clusters in no tier come last, in default order.</summary>
    public ValueList<FailoverTier>? Order { get; init; }

    /// <summary>Orders for the clients of single clusters, by cluster name; they win over <see cref="Order"/>.</summary>
    public ValueMap<ValueList<FailoverTier>>? OrderByClient { get; init; }

    /// <summary>
    /// Whether a client's own cluster comes before an explicit order, default <see langword="false"/>. Without an explicit order it always
    /// does.
    /// </summary>
    public bool? LocalFirst { get; init; }

    /// <summary>Regions to fall back to before all others, by region of the client; for one region the first entry counts.</summary>
    public ValueList<RegionFailover>? Regions { get; init; }

    /// <summary>Whether clients prefer endpoints of their own zone inside the best tier; default <see langword="true"/>.</summary>
    public bool? PreferZone { get; init; }
}

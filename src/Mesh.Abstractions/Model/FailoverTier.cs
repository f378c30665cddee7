namespace Mesh;

/// <summary>Clusters of the same rank; they share traffic by weight.</summary>
/// <param name="Clusters">The clusters; at least one, each at most once in an order.</param>
public sealed record FailoverTier(ValueList<TierCluster> Clusters);

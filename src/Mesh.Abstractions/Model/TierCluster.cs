namespace Mesh;

/// <summary>A cluster in a tier.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Weight">Its share in parts of the tier's sum, 1 or more; <see langword="null"/>
/// everywhere in a tier means equal shares by gateway address.</param>
public sealed record TierCluster(string Cluster, int? Weight = null);

namespace Mesh.Istio.Generation;

/// <summary>A cluster's place in an order: rank 0 is tried first.</summary>
internal readonly record struct RankedCluster(string Cluster, int Rank, int? Weight);

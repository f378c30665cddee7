namespace Mesh.Istio.Capacity;

/// <summary>Pods that a workload needs more.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Workload">The workload, <c>namespace/name</c>.</param>
/// <param name="Place">Where they are needed.</param>
/// <param name="Count">How many.</param>
/// <param name="Failure">A failure in which they are needed; empty for the state as observed.</param>
public sealed record MissingPods(string Cluster, string Workload, Locality Place, int Count, string Failure);

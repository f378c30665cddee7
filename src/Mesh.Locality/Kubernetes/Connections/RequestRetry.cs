namespace Mesh.Kubernetes.Connections;

/// <summary>A request that failed and is sent once more.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Failure">What came of the last try.</param>
/// <param name="Wait">How long it waits before the next.</param>
public sealed record RequestRetry(string Cluster, ClusterFailureKind Failure, TimeSpan Wait);

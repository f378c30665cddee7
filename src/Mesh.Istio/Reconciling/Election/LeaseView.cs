using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Reconciling.Election;

/// <summary>What a replica knows of the Lease.</summary>
/// <param name="Holder">Who holds it, as last read; empty when nobody does or it was never read.</param>
/// <param name="IsOurs">Whether this replica leads.</param>
/// <param name="Failure">Why the last attempt to read or write it failed; <see langword="null"/> when it did not.</param>
internal sealed record LeaseView(string Holder, bool IsOurs, ClusterRequestFailure? Failure);

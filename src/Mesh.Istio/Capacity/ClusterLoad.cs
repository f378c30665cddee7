namespace Mesh.Istio.Capacity;

/// <summary>The requests that come to one cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="RequestsPerSecond">The requests that pods there answer in a second, gateways left out.</param>
/// <param name="ThroughGateways">The requests that gateways there pass on in a second.</param>
/// <param name="Utilisation">The largest utilisation of a pod there; <see langword="null"/> when nobody knows what they carry.</param>
public sealed record ClusterLoad(string Cluster, double RequestsPerSecond, double ThroughGateways, double? Utilisation);

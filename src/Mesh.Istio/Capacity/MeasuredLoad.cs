namespace Mesh.Istio.Capacity;

/// <summary>A line of a load test of one pod.</summary>
/// <param name="RequestsPerSecond">The requests that it was sent in a second.</param>
/// <param name="Latency">How long answers took, at the percentile that matters.</param>
public readonly record struct MeasuredLoad(double RequestsPerSecond, TimeSpan Latency);

namespace Mesh.Istio.Capacity;

/// <summary>What one pod carries, and who says so.</summary>
/// <param name="RequestsPerSecond">How many requests it answers in a second for as long as one likes; <see langword="null"/> when nobody
/// knows.</param>
/// <param name="Concurrency">How many requests it works on at once; <see langword="null"/> when nobody knows.</param>
/// <param name="Source">Who says so, for example <c>model</c> or <c>measured</c>.</param>
public sealed record PodCapacity(double? RequestsPerSecond, int? Concurrency, string Source);

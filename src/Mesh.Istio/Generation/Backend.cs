namespace Mesh.Istio.Generation;

/// <summary>A port that a gateway routes to, as far as routes depend on it.</summary>
/// <param name="Retries">What callers repeat where the service's pods may leave the cluster; null elsewhere.</param>
/// <param name="Subset">The subset of own pods in the gateway's own rule; null without one.</param>
internal readonly record struct Backend(RetryPlan? Retries, string? Subset);

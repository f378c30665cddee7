namespace Mesh;

/// <summary>How requests spread over the endpoints of one priority.</summary>
public sealed record LoadBalancingSettings
{
    /// <summary>The algorithm; unset means Istio's default, <see cref="LoadBalancingAlgorithm.LeastRequest"/>.</summary>
    public LoadBalancingAlgorithm? Algorithm { get; init; }

    /// <summary>Sends requests that are alike to the same endpoint, instead of an algorithm; the nearer one of the two holds.</summary>
    public ConsistentHashSettings? ConsistentHash { get; init; }
}

namespace Mesh;

/// <summary>How an endpoint is chosen among equals.</summary>
public enum LoadBalancingAlgorithm
{
    /// <summary>The one of two random endpoints with fewer requests under way.</summary>
    LeastRequest,

    /// <summary>One after the other.</summary>
    RoundRobin,

    /// <summary>By chance; ignores weights of single endpoints.</summary>
    Random,
}

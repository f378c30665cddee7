namespace Mesh.LoadBalancing;

/// <summary>What a host's health means for load balancing.</summary>
internal enum HostState
{
    /// <summary>Gets traffic.</summary>
    Healthy,

    /// <summary>Gets the traffic that healthy hosts cannot take.</summary>
    Degraded,

    /// <summary>Counted, without traffic.</summary>
    Unhealthy,

    /// <summary>Not counted, without traffic.</summary>
    Excluded,
}

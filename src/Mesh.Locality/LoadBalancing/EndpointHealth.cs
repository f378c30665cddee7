namespace Mesh.LoadBalancing;

/// <summary>
/// The health that istiod sends for an endpoint, with Envoy's names and numbers (<c>envoy.config.core.v3.HealthStatus</c>).
/// </summary>
public enum EndpointHealth
{
    /// <summary>Nothing was sent; counts as healthy.</summary>
    Unknown = 0,

    /// <summary>Healthy.</summary>
    Healthy = 1,

    /// <summary>Unhealthy: in every denominator, gets traffic only in panic.</summary>
    Unhealthy = 2,

    /// <summary>
    /// Draining: excluded from every denominator, gets traffic only in panic; still counted where all priorities panic (measured, Envoy
    /// 1.40).
    /// </summary>
    Draining = 3,

    /// <summary>A health check timed out; the same as <see cref="Unhealthy"/>.</summary>
    Timeout = 4,

    /// <summary>Degraded: gets the traffic that healthy endpoints of all priorities cannot take.</summary>
    Degraded = 5,
}

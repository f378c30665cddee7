namespace Mesh.Istio.Simulation.Envoy;

/// <summary>Which counter ejected a host.</summary>
internal enum EjectionReason
{
    /// <summary>Envoy's <c>CONSECUTIVE_5XX</c>.</summary>
    Consecutive5xx,

    /// <summary>Envoy's <c>CONSECUTIVE_GATEWAY_FAILURE</c>.</summary>
    ConsecutiveGatewayFailure,

    /// <summary>Envoy's <c>CONSECUTIVE_LOCAL_ORIGIN_FAILURE</c>.</summary>
    ConsecutiveLocalOriginFailure,
}

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>What istiod knows of an endpoint's health (istio <c>pilot/pkg/model/service.go</c> HealthStatus).</summary>
internal enum EndpointState
{
    Unknown,
    Healthy,
    Unhealthy,
    Draining,
    Terminating,
}

using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>An endpoint of one port of a service: istiod's <c>model.IstioEndpoint</c>.</summary>
/// <param name="Value">Address, port, place, labels, weight, network; its tlsMode is what the workload says.</param>
/// <param name="PortName">The name of the service's port that it belongs to.</param>
internal sealed record RegistryEndpoint(LocalityEndpoint Value, string PortName)
{
    public EndpointState State { get; init; }

    public string Namespace { get; init; } = "";

    /// <summary>The SPIFFE identity; empty when unknown.</summary>
    public string Account { get; init; } = "";
}

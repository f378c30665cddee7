using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>A port of a service.</summary>
internal sealed record MeshPort(string Name, int Number, PortProtocol Protocol)
{
    /// <summary>The port of the pods where the Service gives it as a number; 0 where endpoints say.</summary>
    public int Target { get; init; }
}

using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Registry;

internal sealed record MeshPort(string Name, int Number, PortProtocol Protocol);

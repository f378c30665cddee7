using Mesh.Istio.Protocols;

namespace Mesh.Istio.Forecasting.Registry;

internal sealed record MeshPort(string Name, int Number, PortProtocol Protocol);

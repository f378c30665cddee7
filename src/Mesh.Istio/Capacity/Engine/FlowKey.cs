using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>Requests that become of the same in one failure.</summary>
/// <param name="Client">Who sends them.</param>
/// <param name="Outside">Whether they come to a gateway from outside.</param>
/// <param name="Host">The host.</param>
/// <param name="Port">The port; 0 where nobody says.</param>
/// <param name="Request">The request.</param>
internal readonly record struct FlowKey(ClientKey Client, bool Outside, string Host, int Port, Request Request);

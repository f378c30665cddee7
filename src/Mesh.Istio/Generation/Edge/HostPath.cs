namespace Mesh.Istio.Generation.Edge;

/// <summary>How clients of one cluster reach a host in another: through its own gateway there, or through transit gateways.</summary>
/// <param name="Target">The cluster that serves the host.</param>
/// <param name="Gateways">The gateways to send requests to, all at the same distance.</param>
/// <param name="Hops">The transit gateways that a request passes; 0 when the door is the host's own gateway.</param>
internal sealed record HostPath(string Target, IReadOnlyList<GatewayInCluster> Gateways, int Hops);

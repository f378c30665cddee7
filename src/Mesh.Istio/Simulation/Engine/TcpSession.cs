namespace Mesh.Istio.Simulation.Engine;

/// <summary>A connection that a gateway passes on without looking inside.</summary>
internal sealed record TcpSession(ProxyNode Node, string Cluster, string Upstream, int Port, int LocalPort, long Started);

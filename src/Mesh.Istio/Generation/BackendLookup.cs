namespace Mesh.Istio.Generation;

/// <summary>What is known of a port that a gateway routes to in a cluster.</summary>
internal delegate Backend BackendLookup(GatewayEntry entry, ClusterFacts cluster, ServiceName service, int port);

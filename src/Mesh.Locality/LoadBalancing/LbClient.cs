namespace Mesh.LoadBalancing;

/// <summary>The proxy that a load assignment is made for: what istiod compares with the endpoints.</summary>
/// <param name="Locality">Where the proxy is; empty matches only endpoints without locality.</param>
/// <param name="Labels">The proxy's labels with the topology labels that istiod adds; empty switches <c>failoverPriority</c> off.</param>
public sealed record LbClient(Locality Locality, ValueMap<string> Labels);

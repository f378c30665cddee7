namespace Mesh.Istio.Simulation.Envoy;

/// <summary>A locality inside a priority of an <see cref="UpstreamCluster"/>, with the handles of its hosts.</summary>
internal readonly record struct ClusterPlace(Locality Locality, uint? Weight, int[] Hosts);

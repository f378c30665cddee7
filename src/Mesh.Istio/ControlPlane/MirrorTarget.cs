namespace Mesh.Istio.ControlPlane;

/// <summary>A cluster that copies of the requests of a route go to. Nobody waits for the answers.</summary>
/// <param name="Cluster">The name of the cluster, see <see cref="EnvoyCluster.Name"/>.</param>
/// <param name="Percent">The part of the requests that is copied, more than 0 and at most 100.</param>
public sealed record MirrorTarget(string Cluster, double Percent);

namespace Mesh.Istio.ControlPlane;

/// <summary>A cluster that a route leads to, with its share of the requests.</summary>
/// <param name="Cluster">The name of the cluster, see <see cref="EnvoyCluster.Name"/>.</param>
/// <param name="Weight">The weight among the targets of the route.</param>
public sealed record WeightedTarget(string Cluster, int Weight)
{
    /// <summary>
    /// The request as it is sent there, with the path, authority and headers that the route rewrites; <see langword="null"/> where the
    /// proxy does not look at HTTP.
    /// </summary>
    public Request? Request { get; init; }
}

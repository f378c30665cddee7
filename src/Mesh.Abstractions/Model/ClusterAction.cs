namespace Mesh;

/// <summary>
/// Sends requests to clusters: to the gateways that serve a host of the workspace there. A server with such a route is an edge: it stands
/// in front of the mesh, and no other cluster sends it requests.
/// </summary>
public sealed record ClusterAction : RouteAction
{
    /// <summary>
    /// The host to reach in the mesh, served as HTTP or HTTPS by a gateway of the same workspace; <see langword="null"/> means the
    /// server's own. For another one the authority (Host header) is rewritten.
    /// </summary>
    public string? Host { get; init; }

    /// <summary>
    /// The clusters that share the requests, by weight where all have one; empty means all that serve the host, in its order of clusters.
    /// </summary>
    public ValueList<TierCluster> Clusters { get; init; }

    /// <summary>
    /// Whether <see cref="Clusters"/> are only the first choice and all others follow in the host's order; unset means no: each cluster
    /// gets its share, dead or alive. With it the order holds for all callers in the edge's cluster.
    /// </summary>
    public bool? Fallback { get; init; }

    /// <summary>The path or prefix put in place of what matched; <see langword="null"/> leaves it.</summary>
    public string? RewritePath { get; init; }
}

namespace Mesh;

/// <summary>A Kubernetes cluster with Istio in it. What is not declared here is taken from the inventory.</summary>
public sealed record Cluster
{
    /// <summary>The name by which model and inventory know the cluster: a DNS label.</summary>
    public required string Name { get; init; }

    /// <summary>Where the cluster is, usually only its region; <see langword="null"/> means: as its nodes' labels say.</summary>
    public Locality? Locality { get; init; }

    /// <summary>The network, for example a VPC; <see langword="null"/> means: as the label of the Istio namespace says.</summary>
    public string? Network { get; init; }

    /// <summary>
    /// The trust domain of workload identities; <see langword="null"/> means: as MeshConfig says, else <c>cluster.local</c>.
    /// </summary>
    public string? TrustDomain { get; init; }

    /// <summary>
    /// The name by which Istio knows the cluster (<c>CLUSTER_ID</c> of istiod); <see langword="null"/> means: as found in pods. Never the
    /// name in the model: a wrong one is a set of endpoints that is empty.
    /// </summary>
    public string? IstioClusterId { get; init; }

    /// <summary>The version of Istio; <see langword="null"/> means: as found, else <see cref="IstioVersion.V1_31"/>.</summary>
    public IstioVersion? IstioVersion { get; init; }

    /// <summary>
    /// Whether traffic goes to the cluster; <see langword="null"/> means <see cref="ClusterState.Active"/>. What stands in the cluster is
    /// generated in any case, so callers who reach its gateways from outside are still served.
    /// </summary>
    public ClusterState? State { get; init; }

    /// <summary>Labels of the cluster, to be chosen by.</summary>
    public ValueMap<string> Labels { get; init; }
}

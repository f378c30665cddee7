namespace Mesh.Inventories;

/// <summary>What was observed in one cluster. Lists are in ordinal order of namespace and name.</summary>
public sealed record ClusterInventory
{
    /// <summary>The cluster's name, as in the model.</summary>
    public required string Name { get; init; }

    /// <summary>The version of Istio; <see langword="null"/> when nothing tells.</summary>
    public IstioVersion? IstioVersion { get; init; }

    /// <summary>The trust domain of MeshConfig; <see langword="null"/> when it was not read.</summary>
    public string? TrustDomain { get; init; }

    /// <summary>
    /// The network: label <c>topology.istio.io/network</c> of the Istio namespace, else the one of <see cref="MeshNetworks"/> that names
    /// the cluster; <see langword="null"/> when there is none. A pod's own label wins over it.
    /// </summary>
    public string? Network { get; init; }

    /// <summary>
    /// Where the cluster is: the region that most of its nodes are in, the first in ordinal order where several have as many; or as
    /// declared in code.
    /// </summary>
    public ResolvedLocality Locality { get; init; } = ResolvedLocality.Unknown;

    /// <summary>The namespace that Istio runs in. Default: <c>istio-system</c>.</summary>
    public string IstioNamespace { get; init; } = "istio-system";

    /// <summary>
    /// The namespaces in which Istio may run, as an option of reading says; empty means <see cref="IstioNamespace"/> alone. No guardrail
    /// of a workspace is generated there.
    /// </summary>
    public ValueList<string> IstioNamespaces { get; init; }

    /// <summary>
    /// The DNS domain of the cluster, in which services have their full names: as istiod was started with (<c>--domain</c>).
    /// Default: <c>cluster.local</c>.
    /// </summary>
    public string DnsDomain { get; init; } = "cluster.local";

    /// <summary>What MeshConfig says; <see langword="null"/> when it was not read.</summary>
    public MeshConfigInfo? MeshConfig { get; init; }

    /// <summary>The networks of MeshNetworks; empty when there are none, as is usual.</summary>
    public ValueList<MeshNetworkInfo> MeshNetworks { get; init; }

    /// <summary>
    /// The other clusters that the istiod of this one reads, by the names of its remote secrets: an empty list for none,
    /// <see langword="null"/> when nobody looked. The content of a Secret is never read.
    /// </summary>
    public ValueList<string>? RemoteSecrets { get; init; }

    /// <summary>
    /// The cluster whose istiod configures the proxies here (primary-remote: the annotation
    /// <c>topology.istio.io/controlPlaneClusters</c> of the Istio namespace); <see langword="null"/> for the istiod of this cluster.
    /// </summary>
    public string? ControlPlane { get; init; }

    /// <summary>The nodes.</summary>
    public ValueList<NodeInfo> Nodes { get; init; }

    /// <summary>The namespaces.</summary>
    public ValueList<NamespaceInfo> Namespaces { get; init; }

    /// <summary>The services.</summary>
    public ValueList<ServiceInfo> Services { get; init; }

    /// <summary>The pods that have not ended, and other workloads declared in code.</summary>
    public ValueList<WorkloadInfo> Workloads { get; init; }

    /// <summary>The endpoints of services.</summary>
    public ValueList<EndpointInfo> Endpoints { get; init; }

    /// <summary>The service accounts.</summary>
    public ValueList<ServiceAccountInfo> ServiceAccounts { get; init; }

    /// <summary>The VirtualServices of Istio.</summary>
    public ValueList<VirtualServiceInfo> VirtualServices { get; init; }

    /// <summary>The DestinationRules of Istio.</summary>
    public ValueList<DestinationRuleInfo> DestinationRules { get; init; }

    /// <summary>The Gateways of Istio.</summary>
    public ValueList<IstioGatewayInfo> IstioGateways { get; init; }

    /// <summary>The AuthorizationPolicies of Istio.</summary>
    public ValueList<AuthorizationPolicyInfo> AuthorizationPolicies { get; init; }

    /// <summary>The autoscalers; <see langword="null"/> when nobody looked.</summary>
    public ValueList<AutoscalerInfo>? Autoscalers { get; init; }

    /// <summary>The budgets for disruptions; <see langword="null"/> when nobody looked.</summary>
    public ValueList<DisruptionBudgetInfo>? DisruptionBudgets { get; init; }

    /// <summary>
    /// The names by which Istio's pods call their cluster (<c>CLUSTER_ID</c> of istiod, <c>ISTIO_META_CLUSTER_ID</c> of proxies), in order.
    /// Empty when no pod tells, and more than one when they contradict each other.
    /// </summary>
    public ValueList<string> IstioClusterIds { get; init; }

    /// <summary>The one name by which Istio knows the cluster; <see langword="null"/> when there is none or several.</summary>
    public string? IstioClusterId => IstioClusterIds.Count == 1 ? IstioClusterIds[0] : null;
}

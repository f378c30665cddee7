namespace Mesh.Inventories;

/// <summary>What was observed in one cluster.</summary>
public sealed record ClusterInventory
{
    /// <summary>The cluster's name, as in the model.</summary>
    public required string Name { get; init; }

    /// <summary>The version of Istio; <see langword="null"/> when nothing tells.</summary>
    public IstioVersion? IstioVersion { get; init; }

    /// <summary>The trust domain of MeshConfig; <see langword="null"/> when it was not read.</summary>
    public string? TrustDomain { get; init; }

    /// <summary>The network: label <c>topology.istio.io/network</c> of the Istio namespace; <see langword="null"/> when there is none.</summary>
    public string? Network { get; init; }

    /// <summary>The nodes.</summary>
    public ValueList<NodeInfo> Nodes { get; init; }

    /// <summary>The namespaces.</summary>
    public ValueList<NamespaceInfo> Namespaces { get; init; }

    /// <summary>The services.</summary>
    public ValueList<ServiceInfo> Services { get; init; }

    /// <summary>The pods, and other workloads declared in code.</summary>
    public ValueList<WorkloadInfo> Workloads { get; init; }

    /// <summary>The endpoints of services.</summary>
    public ValueList<EndpointInfo> Endpoints { get; init; }

    /// <summary>The service accounts.</summary>
    public ValueList<ServiceAccountInfo> ServiceAccounts { get; init; }
}

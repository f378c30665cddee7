namespace Mesh.Inventories;

/// <summary>A pod, or another workload with an identity and a place.</summary>
public sealed record WorkloadInfo
{
    /// <summary>The pod's name.</summary>
    public required string Name { get; init; }

    /// <summary>The pod's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pod's labels.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>The service account, part of the identity; <c>default</c> where the pod names none.</summary>
    public string ServiceAccount { get; init; } = "default";

    /// <summary>The node that the pod runs on; empty while it is not scheduled.</summary>
    public string Node { get; init; } = "";

    /// <summary>The pod's address; empty while it has none.</summary>
    public string Address { get; init; } = "";

    /// <summary>The address of the node that the pod runs on (<c>hostIP</c>); empty while it is not scheduled.</summary>
    public string NodeAddress { get; init; } = "";

    /// <summary>Whether the pod is ready.</summary>
    public bool Ready { get; init; }

    /// <summary>Whether the pod has an Istio proxy, as a sidecar or because it is a gateway.</summary>
    public bool InMesh { get; init; }

    /// <summary>
    /// Whether the pod is a gateway: an Istio proxy that runs alone, not beside an application. <see langword="null"/> when nothing tells.
    /// </summary>
    public bool? IsGateway { get; init; }

    /// <summary>
    /// The version of the pod's Istio proxy, by its image; <see langword="null"/> when it has none or the image does not tell.
    /// </summary>
    public IstioVersion? ProxyVersion { get; init; }

    /// <summary>The container ports by name, for services whose target port is a name.</summary>
    public ValueMap<int> NamedPorts { get; init; }

    /// <summary>
    /// The workload that the pod is of, <c>KIND/NAME</c>: <c>Deployment/details</c> for a pod of one of its ReplicaSets; empty when nothing
    /// tells.
    /// </summary>
    public string Owner { get; init; } = "";

    /// <summary>What its containers ask for and may use; <see langword="null"/> when nothing was read.</summary>
    public PodResources? Resources { get; init; }

    /// <summary>Where the pod is, and which label of which object says so.</summary>
    public ResolvedLocality Locality { get; init; } = ResolvedLocality.Unknown;
}

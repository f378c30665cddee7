namespace Mesh.Istio.ControlPlane;

/// <summary>A proxy that sends requests: everything about it that changes what istiod computes for it.</summary>
public sealed record ClientProxy
{
    /// <summary>Sidecar or gateway. Default: <see cref="ProxyType.Sidecar"/>.</summary>
    public ProxyType Type { get; init; }

    /// <summary>The namespace of the workload.</summary>
    public required string Namespace { get; init; }

    /// <summary>The cluster that the proxy runs in (<c>ISTIO_META_CLUSTER_ID</c>); empty when it does not say.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>
    /// The network that the proxy is in (<c>ISTIO_META_NETWORK</c>); empty means: every network is reached directly, unless it has a
    /// gateway.
    /// </summary>
    public string Network { get; init; } = "";

    /// <summary>Where the proxy is. Empty matches only endpoints without locality.</summary>
    public Locality Locality { get; init; }

    /// <summary>The labels of the workload itself; topology labels are added by istiod's rule.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>The service account of the workload, part of its identity; empty when it is not known.</summary>
    public string ServiceAccount { get; init; } = "";

    /// <summary>The node that the workload runs on; empty outside Kubernetes. <c>PreferSameNode</c> compares it.</summary>
    public string Node { get; init; } = "";

    /// <summary>
    /// The networks whose endpoints the proxy asks for (<c>ISTIO_META_REQUESTED_NETWORK_VIEW</c>), as east-west gateways do; empty means
    /// all. Endpoints without network are always seen.
    /// </summary>
    public ValueList<string> NetworkView { get; init; }
}

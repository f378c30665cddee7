namespace Mesh.Inventories;

/// <summary>A Kubernetes Service.</summary>
public sealed record ServiceInfo
{
    /// <summary>The service's name.</summary>
    public required string Name { get; init; }

    /// <summary>The service's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>
    /// The type: <c>ClusterIP</c>, <c>NodePort</c>, <c>LoadBalancer</c> or <c>ExternalName</c>. Default: <c>ClusterIP</c>.
    /// </summary>
    public string Type { get; init; } = "ClusterIP";

    /// <summary>The name that a service of type <c>ExternalName</c> stands for; empty for any other.</summary>
    public string ExternalName { get; init; } = "";

    /// <summary>
    /// The addresses inside the cluster; empty for a headless service (<c>clusterIP: None</c>) and while none is assigned.
    /// </summary>
    public ValueList<string> ClusterIps { get; init; }

    /// <summary>Whether the service is headless (<c>clusterIP: None</c>).</summary>
    public bool Headless { get; init; }

    /// <summary>The addresses outside the cluster, IPs or DNS names: of the load balancer, else <c>externalIPs</c>.</summary>
    public ValueList<string> ExternalAddresses { get; init; }

    /// <summary><c>trafficDistribution</c>, for example <c>PreferClose</c>; <see langword="null"/> when it is not written.</summary>
    public string? TrafficDistribution { get; init; }

    /// <summary>The ports.</summary>
    public ValueList<ServicePortInfo> Ports { get; init; }

    /// <summary>The labels of the pods behind the service; empty when it has no selector.</summary>
    public ValueMap<string> Selector { get; init; }

    /// <summary>The service's labels.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>The service's annotations.</summary>
    public ValueMap<string> Annotations { get; init; }
}

namespace Mesh;

/// <summary>
/// Lets services of a workspace keep their own name across clusters: callers use <c>details:9080</c> as ever, and where no local pod is
/// left the call goes to the same service of another cluster through this gateway, end to end in the services' own mutual TLS.
/// </summary>
/// <remarks>
/// The same namespace and service name mean the same service in every cluster. The gateway needs port 15443 and an external IP address; it
/// may be the workload of one of the workspace's <see cref="WorkspaceGateway"/>s.
/// </remarks>
public sealed record EastWestGateway
{
    /// <summary>
    /// The name that <see cref="WorkspaceBuilder.WithEastWestGateway"/> gives where no other is chosen: <c>east-west</c>.
    /// </summary>
    public const string DefaultName = "east-west";

    /// <summary>The name: a DNS label, unique among the workspace's east-west gateways.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace of the gateway's pods; the workspace must own or share it.</summary>
    public required string Namespace { get; init; }

    /// <summary>
    /// Labels that the gateway's pods carry; empty means the workload of the only <see cref="WorkspaceGateway"/> that the workspace has in
    /// the namespace.
    /// </summary>
    public ValueMap<string> Workload { get; init; }

    /// <summary>
    /// The services exposed by name: <c>details</c> (in the gateway's namespace), <c>namespace/details</c> or a full DNS name.
    /// </summary>
    public ValueList<string> Services { get; init; }

    /// <summary>The services exposed by label, in namespaces that the workspace owns.</summary>
    public ValueList<ServiceSelector> Selectors { get; init; }

    /// <summary>
    /// Whether calls of the exposed services go only where Mesh sends them, even where istiod reads other clusters and would add their
    /// pods as
    /// a last resort. Then any DestinationRule of somebody else for such a service is an error, because it would fail every call.
    /// <see langword="null"/> (the default) means no.
    /// </summary>
    public bool? Strict { get; init; }

    /// <summary>
    /// Whether calls of the exposed services go from pod to pod, without a gateway: for clusters of one flat network whose istiods read
    /// each other. Then a rule orders the pods that istiod finds, and orders that no rule can write are errors. The workload is not needed.
    /// <see langword="null"/> (the default) means no.
    /// </summary>
    public bool? PodToPod { get; init; }

    /// <summary>Settings for the exposed services; they win over the workspace's, field by field.</summary>
    public TrafficSettings? Settings { get; init; }

    /// <summary>Labels added to every object generated for the gateway and its services.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>Annotations added to every object generated for the gateway and its services.</summary>
    public ValueMap<string> Annotations { get; init; }
}

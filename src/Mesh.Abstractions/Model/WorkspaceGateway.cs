namespace Mesh;

/// <summary>
/// A gateway workload (Envoy pods behind a Service) in every cluster whose namespace the workspace owns, and what it serves.
/// </summary>
public sealed record WorkspaceGateway
{
    /// <summary>The name: a DNS label, unique in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace of the gateway's pods; the workspace must own it.</summary>
    public required string Namespace { get; init; }

    /// <summary>Labels that the gateway's pods carry; at least one. No two gateways may name the same pods.</summary>
    public ValueMap<string> Workload { get; init; }

    /// <summary>The service account of the pods, part of their identity; <see langword="null"/> means: as observed on the pods.</summary>
    public string? ServiceAccount { get; init; }

    /// <summary>What the gateway serves.</summary>
    public ValueList<GatewayServer> Servers { get; init; }

    /// <summary>
    /// Whether the gateway passes calls between clusters on to networks that the caller does not reach itself, for the hosts of the
    /// workspace; unset means no. Used only where <see cref="Organization.NetworkReachability"/> leaves no direct way. A transit gateway
    /// needs no server of its own.
    /// </summary>
    public bool? Transit { get; init; }

    /// <summary>Settings for the gateway's servers; a server's own win, field by field.</summary>
    public TrafficSettings? Settings { get; init; }

    /// <summary>Who has which role here and below. Default: nobody but who has it farther up.</summary>
    public ValueList<AccessBinding> AccessBindings { get; init; }

    /// <summary>Labels added to every object generated for the gateway.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>Annotations added to every object generated for the gateway.</summary>
    public ValueMap<string> Annotations { get; init; }
}

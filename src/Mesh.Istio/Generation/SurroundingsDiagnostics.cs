using Mesh.Diagnostics;

namespace Mesh.Istio.Generation;

/// <summary>
/// Every finding of generation about what stands beside its objects, and what of a shape could not be written for it: TCP hosts, Gateways
/// and
/// routes of others, istiods that read several clusters. The page <c>docs/diagnostics/generation.md</c> explains each.
/// </summary>
public static class SurroundingsDiagnostics
{
    /// <summary>TCP cannot be passed through to the pods, so what fails behind the gateway is not seen by callers.</summary>
    public static DiagnosticDescriptor TcpEndedAtGateway { get; } =
        new("MG090", DiagnosticSeverity.Warning, "A gateway ends the TLS of a TCP host.");

    /// <summary>Nothing but its port tells a TCP host from other connections.</summary>
    public static DiagnosticDescriptor TcpWithoutAddress { get; } =
        new("MG091", DiagnosticSeverity.Warning, "A TCP host has no address of its own.");

    /// <summary>A sidecar serves one of several hosts on a port.</summary>
    public static DiagnosticDescriptor TcpHostsShareListener { get; } =
        new("MG092", DiagnosticSeverity.Error, "A TCP host shares its port and has no address of its own.");

    /// <summary>Connections of TCP are not repeated.</summary>
    public static DiagnosticDescriptor TcpConnectionsLost { get; } =
        new("MG093", DiagnosticSeverity.Info, "A failover of a TCP host loses connections.");

    /// <summary>The virtual address of a TCP host belongs to a Service.</summary>
    public static DiagnosticDescriptor AddressInUse { get; } =
        new("MG094", DiagnosticSeverity.Error, "The virtual address of a TCP host is in use.");

    /// <summary>A Gateway of somebody else passes exposed services at the same pods.</summary>
    public static DiagnosticDescriptor PassedByOthers { get; } =
        new("MG095", DiagnosticSeverity.Info, "Exposed services pass a Gateway of somebody else.");

    /// <summary>A server of somebody else on port 15443 of a gateway's pods takes hosts away, or loses its own.</summary>
    public static DiagnosticDescriptor MeshPortTaken { get; } =
        new("MG096", DiagnosticSeverity.Error, "A Gateway of somebody else meets hosts of the model on port 15443.");

    /// <summary>The gateway of another network does not pass a service that istiod sends through it.</summary>
    public static DiagnosticDescriptor NotPassedByNetworkGateway { get; } =
        new("MG097", DiagnosticSeverity.Warning, "The gateway of another network does not pass a service.");

    /// <summary>No istiod reads what is applied to a cluster.</summary>
    public static DiagnosticDescriptor NoControlPlane { get; } =
        new("MG098", DiagnosticSeverity.Error, "No istiod reads what is applied to a cluster.");

    /// <summary>A public VirtualService of somebody else is older than the one that would be written.</summary>
    public static DiagnosticDescriptor OlderRoute { get; } =
        new("MG099", DiagnosticSeverity.Error, "An older VirtualService of somebody else holds.");

    /// <summary>A public VirtualService of somebody else is newer and holds nowhere.</summary>
    public static DiagnosticDescriptor NewerRouteShadowed { get; } =
        new("MG100", DiagnosticSeverity.Warning, "A newer VirtualService of somebody else has no effect.");

    /// <summary>A namespace uses a VirtualService of its own.</summary>
    public static DiagnosticDescriptor PrivateRouteInstead { get; } =
        new("MG101", DiagnosticSeverity.Warning, "A namespace uses a VirtualService of its own.");

    /// <summary>Calls cannot be kept to what Mesh writes where Istio's name of the cluster is unknown.</summary>
    public static DiagnosticDescriptor StrictNotPossible { get; } =
        new("MG102", DiagnosticSeverity.Error, "Calls of a strict service cannot be kept to what Mesh writes.");

    /// <summary>A rule or route of somebody else breaks a service whose calls are kept to what Mesh writes.</summary>
    public static DiagnosticDescriptor StrictBroken { get; } =
        new("MG103", DiagnosticSeverity.Error, "A rule or route of somebody else breaks a strict service.");

    /// <summary>What was read of Istio's namespace has no istiod.</summary>
    public static DiagnosticDescriptor NoControlPlaneSeen { get; } =
        new("MG104", DiagnosticSeverity.Warning, "No istiod was found in a cluster.");

    /// <summary>The order of pods of several clusters cannot be written as a rule.</summary>
    public static DiagnosticDescriptor PodOrderNotPossible { get; } =
        new("MG105", DiagnosticSeverity.Error, "An order of pods cannot be written.");

    /// <summary>Callers of a cluster do not get the pods of another.</summary>
    public static DiagnosticDescriptor PodsNotReached { get; } =
        new("MG106", DiagnosticSeverity.Error, "Pods of another cluster are not reached.");

    /// <summary>Nothing tells whether callers of a cluster get the pods of others.</summary>
    public static DiagnosticDescriptor PodsMaybeNotReached { get; } =
        new("MG107", DiagnosticSeverity.Warning, "Nothing tells whether pods of other clusters are reached.");

    /// <summary>ALLOW policies of somebody else and of the model add up: each permits callers whom the other means to refuse.</summary>
    public static DiagnosticDescriptor PoliciesAddUp { get; } =
        new("MG108", DiagnosticSeverity.Error, "ALLOW policies of somebody else and of the model undo each other.");

    /// <summary>A policy of somebody else refuses calls that a gateway of the model takes or passes on.</summary>
    public static DiagnosticDescriptor ClosedByPolicy { get; } =
        new("MG109", DiagnosticSeverity.Error, "A policy of somebody else closes a gateway of the model.");

    /// <summary>A policy of somebody else may refuse calls that a gateway of the model takes or passes on.</summary>
    public static DiagnosticDescriptor MaybeClosedByPolicy { get; } =
        new("MG110", DiagnosticSeverity.Warning, "A policy of somebody else may close a gateway of the model.");

    /// <summary>A rule of the model's is nearer to a service, or says its whole name, and takes the effect from somebody's.</summary>
    public static DiagnosticDescriptor RuleReplaced { get; } =
        new("MG111", DiagnosticSeverity.Error, "A DestinationRule of somebody else loses its effect.");

    /// <summary>A rule of somebody else and one of the model's are for one host in one namespace.</summary>
    public static DiagnosticDescriptor RulesMeet { get; } =
        new("MG112", DiagnosticSeverity.Error, "A DestinationRule of somebody else meets one of the model's.");

    /// <summary>A namespace uses a rule of its own instead of the model's.</summary>
    public static DiagnosticDescriptor RuleInstead { get; } =
        new("MG113", DiagnosticSeverity.Error, "A namespace uses a DestinationRule of its own.");

    /// <summary>A server of somebody else meets one of the model's on a declared port of the same pods.</summary>
    public static DiagnosticDescriptor DeclaredPortTaken { get; } =
        new("MG114", DiagnosticSeverity.Error, "A Gateway of somebody else meets hosts of the model on a declared port.");

    /// <summary>A VirtualService of the model's says the whole name of a host that somebody's has among many.</summary>
    public static DiagnosticDescriptor RouteReplaced { get; } =
        new("MG115", DiagnosticSeverity.Error, "A VirtualService of somebody else loses a host.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        TcpEndedAtGateway, TcpWithoutAddress, TcpHostsShareListener, TcpConnectionsLost, AddressInUse, PassedByOthers, MeshPortTaken,
        NotPassedByNetworkGateway, NoControlPlane, OlderRoute, NewerRouteShadowed, PrivateRouteInstead,
        StrictNotPossible, StrictBroken, NoControlPlaneSeen, PodOrderNotPossible, PodsNotReached, PodsMaybeNotReached,
        PoliciesAddUp, ClosedByPolicy, MaybeClosedByPolicy, RuleReplaced, RulesMeet, RuleInstead, DeclaredPortTaken,
        RouteReplaced,
    ];
}

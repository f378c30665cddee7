using Mesh.Diagnostics;

namespace Mesh.Istio.Generation;

/// <summary>
/// Every finding about limits on access, and about what stands beside gateways in their namespaces. The page
/// <c>docs/diagnostics/generation.md</c> explains each.
/// </summary>
public static class GuardrailDiagnostics
{
    /// <summary>Callers of a declared port have no identity, so a limit on access does not hold there.</summary>
    public static DiagnosticDescriptor DeclaredPortOpen { get; } =
        new("MG080", DiagnosticSeverity.Warning, "A declared port cannot hold a limit on access.");

    /// <summary>TLS that a gateway passes through shows nobody's identity.</summary>
    public static DiagnosticDescriptor PassthroughUnlimited { get; } =
        new("MG081", DiagnosticSeverity.Error, "TLS that is passed through cannot be limited.");

    /// <summary>A gateway's pods run in a permitted namespace.</summary>
    public static DiagnosticDescriptor PodsTrustGateway { get; } =
        new("MG082", DiagnosticSeverity.Info, "Pods under a limit trust a gateway.");

    /// <summary>Somebody's wildcard server on the mesh port answers for a limited host.</summary>
    public static DiagnosticDescriptor WildcardBeside { get; } =
        new("MG083", DiagnosticSeverity.Warning, "A wildcard server on the mesh port passes by a limit on access.");

    /// <summary>Somebody's own server for a limited host is on the same pods.</summary>
    public static DiagnosticDescriptor HostServedBeside { get; } =
        new("MG084", DiagnosticSeverity.Warning, "A limit on access closes a server of somebody else's.");

    /// <summary>Gateways cannot be permitted to call a Service whose pods are unknown.</summary>
    public static DiagnosticDescriptor GatewaysNotPermitted { get; } =
        new("MG085", DiagnosticSeverity.Warning, "Gateways cannot be permitted to call a service.");

    /// <summary>A target port is a name that no pod tells.</summary>
    public static DiagnosticDescriptor TargetPortUnknown { get; } =
        new("MG086", DiagnosticSeverity.Warning, "A target port that a policy needs is unknown.");

    /// <summary>A gateway's pods are also the east-west gateway of another workspace.</summary>
    public static DiagnosticDescriptor WorkloadOfTwo { get; } =
        new("MG087", DiagnosticSeverity.Error, "Two workspaces have one gateway workload, and one of them limits access.");

    /// <summary>Somebody else's rule for a host is beside that of an edge gateway.</summary>
    public static DiagnosticDescriptor RuleBesideEdge { get; } =
        new("MG088", DiagnosticSeverity.Error, "A rule of somebody else's is beside that of an edge gateway.");

    /// <summary>Something generated for one workspace names what belongs to another.</summary>
    public static DiagnosticDescriptor NamesAnother { get; } =
        new("MG089", DiagnosticSeverity.Error, "What was generated for a workspace names another's.");

    /// <summary>All findings about guardrails, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        DeclaredPortOpen, PassthroughUnlimited, PodsTrustGateway, WildcardBeside, HostServedBeside, GatewaysNotPermitted, TargetPortUnknown,
        WorkloadOfTwo, RuleBesideEdge, NamesAnother,
    ];
}

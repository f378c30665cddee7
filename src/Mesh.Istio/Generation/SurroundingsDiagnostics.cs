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

    /// <summary>The virtual address of a TCP host belongs to a Service or pod.</summary>
    public static DiagnosticDescriptor AddressInUse { get; } =
        new("MG094", DiagnosticSeverity.Error, "The virtual address of a TCP host is in use.");

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        TcpEndedAtGateway, TcpWithoutAddress, TcpHostsShareListener, TcpConnectionsLost, AddressInUse,
    ];
}

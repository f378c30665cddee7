using Mesh.Diagnostics;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting;

/// <summary>
/// Every finding of a forecast about routes; <see cref="FailureDiagnostics"/> has those about names. The page <c>docs/diagnostics.md</c>
/// explains each.
/// </summary>
public static class ForecastDiagnostics
{
    /// <summary>The client's istiod knows no such host and port.</summary>
    public static DiagnosticDescriptor HostUnknown { get; } =
        new("MF003", DiagnosticSeverity.Error, "The client's istiod knows no such host and port.");

    /// <summary>The host is called at the address that the client dials, without load balancing.</summary>
    public static DiagnosticDescriptor NotBalanced { get; } =
        new("MF005", DiagnosticSeverity.Warning, "The host is called without load balancing.");

    /// <summary>The client itself is in what fails.</summary>
    public static DiagnosticDescriptor ClientFails { get; } =
        new("MF006", DiagnosticSeverity.Warning, "The client itself is in what fails.");

    /// <summary>The client's proxy does not route the request.</summary>
    public static DiagnosticDescriptor NotRouted { get; } =
        new("MF007", DiagnosticSeverity.Error, "The client's proxy does not route the request.");

    /// <summary>Nothing was observed behind an address that requests go to.</summary>
    public static DiagnosticDescriptor AddressAssumed { get; } =
        new("MF010", DiagnosticSeverity.Warning, "Nothing was observed behind an address.");

    /// <summary>A policy forbids the call.</summary>
    public static DiagnosticDescriptor CallDenied { get; } =
        new("MF015", DiagnosticSeverity.Warning, "A policy forbids the call.");

    /// <summary>What the caller sends is not what the place takes.</summary>
    public static DiagnosticDescriptor CallRefused { get; } =
        new("MF016", DiagnosticSeverity.Warning, "What the caller sends is not what the place takes.");

    /// <summary>Whether the call may be made depends on what is not known.</summary>
    public static DiagnosticDescriptor AccessAssumed { get; } =
        new("MF017", DiagnosticSeverity.Warning, "Whether the call may be made depends on what is not known.");

    /// <summary>What may route the request was recognised and not read: objects of the Kubernetes Gateway API.</summary>
    public static DiagnosticDescriptor RoutesUnread { get; } =
        new("MF020", DiagnosticSeverity.Warning, "What may route the request is not read.");

    /// <summary>Nothing says which clusters an istiod reads, and the answer rests on it.</summary>
    public static DiagnosticDescriptor RemoteSecretsAssumed { get; } =
        new("MF011", DiagnosticSeverity.Info, "Nothing says which clusters an istiod reads.");

    /// <summary>What forecasts do not look at matters to the answer; it says which part.</summary>
    public static DiagnosticDescriptor PartLeftOut { get; } =
        new("MF021", DiagnosticSeverity.Info, "The answer leaves something out.");

    internal static bool IsAssumption(Diagnostic finding) =>
        finding.Code == AddressAssumed.Code || finding.Code == RemoteSecretsAssumed.Code || finding.Code == AccessAssumed.Code
        || finding.Code == PartLeftOut.Code;

    /// <summary>All findings of a forecast, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        HostUnknown, NotBalanced, ClientFails, NotRouted, AddressAssumed, RemoteSecretsAssumed, CallDenied, CallRefused, AccessAssumed,
        RoutesUnread, PartLeftOut,
    ];
}

using Mesh.Diagnostics;

namespace Mesh.Istio.Forecasting;

/// <summary>Every finding of a forecast. The page <c>docs/diagnostics.md</c> explains each.</summary>
public static class ForecastDiagnostics
{
    /// <summary>The client's cluster is not in the inventory.</summary>
    public static DiagnosticDescriptor ClusterUnknown { get; } =
        new("MF001", DiagnosticSeverity.Error, "The client's cluster is not in the inventory.");

    /// <summary>No pod of the cluster is the client.</summary>
    public static DiagnosticDescriptor ClientUnknown { get; } =
        new("MF002", DiagnosticSeverity.Error, "No pod of the cluster is the client.");

    /// <summary>The client's istiod knows no such host and port.</summary>
    public static DiagnosticDescriptor HostUnknown { get; } =
        new("MF003", DiagnosticSeverity.Error, "The client's istiod knows no such host and port.");

    /// <summary>A failure names something that is not there.</summary>
    public static DiagnosticDescriptor FailureWithoutTarget { get; } =
        new("MF004", DiagnosticSeverity.Error, "A failure names something that is not there.");

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

    /// <summary>All findings of a forecast, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
        [ClusterUnknown, ClientUnknown, HostUnknown, FailureWithoutTarget, NotBalanced, ClientFails, NotRouted, AddressAssumed];
}

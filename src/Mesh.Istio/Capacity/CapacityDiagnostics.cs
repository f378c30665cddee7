using Mesh.Diagnostics;

namespace Mesh.Istio.Capacity;

/// <summary>Every finding about capacity and demand. The page <c>docs/diagnostics.md</c> explains each.</summary>
public static class CapacityDiagnostics
{
    /// <summary>Pods get requests, and nobody knows what they carry.</summary>
    public static DiagnosticDescriptor CapacityUnknown { get; } =
        new("MC101", DiagnosticSeverity.Warning, "Nobody knows what pods carry that get requests.");

    /// <summary>A demand names a client, gateway or cluster that does not exist.</summary>
    public static DiagnosticDescriptor DemandUnknown { get; } =
        new("MC102", DiagnosticSeverity.Error, "A demand names somebody who does not exist.");

    /// <summary>A gateway is gone, and nobody knows where its users go.</summary>
    public static DiagnosticDescriptor UsersUnknown { get; } =
        new("MC103", DiagnosticSeverity.Warning, "Nobody knows where the users of a gateway go that is gone.");

    /// <summary>Calls follow from calls without end.</summary>
    public static DiagnosticDescriptor CallsGrow { get; } =
        new("MC104", DiagnosticSeverity.Error, "Calls follow from calls without end.");

    /// <summary>A text is not the result of a Prometheus query.</summary>
    public static DiagnosticDescriptor MetricsUnreadable { get; } =
        new("MC105", DiagnosticSeverity.Error, "A text is not the result of a Prometheus query of rates.");

    /// <summary>Series of a query were not used.</summary>
    public static DiagnosticDescriptor SeriesUnused { get; } =
        new("MC106", DiagnosticSeverity.Warning, "Series of a query were not used.");

    /// <summary>Lines of an access log could not be read.</summary>
    public static DiagnosticDescriptor LogUnreadable { get; } =
        new("MC107", DiagnosticSeverity.Warning, "Lines of an access log were not used.");

    /// <summary>What is asked for cannot be forecast.</summary>
    public static DiagnosticDescriptor FlowUnanswered { get; } =
        new("MC108", DiagnosticSeverity.Error, "Where requests of a demand go has no answer.");

    /// <summary>All findings about capacity and demand, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        CapacityUnknown, DemandUnknown, UsersUnknown, CallsGrow, MetricsUnreadable, SeriesUnused, LogUnreadable, FlowUnanswered,
    ];
}

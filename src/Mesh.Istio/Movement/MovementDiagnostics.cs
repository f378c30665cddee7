using Mesh.Diagnostics;

namespace Mesh.Istio.Movement;

/// <summary>Every finding about movements. The page <c>docs/diagnostics.md</c> explains each.</summary>
public static class MovementDiagnostics
{
    /// <summary>A movement names something that is not there.</summary>
    public static DiagnosticDescriptor NameUnknown { get; } =
        new("MC120", DiagnosticSeverity.Error, "A movement names something that is not there.");

    /// <summary>A step would overload pods.</summary>
    public static DiagnosticDescriptor StepOverloads { get; } =
        new("MC121", DiagnosticSeverity.Error, "A step of a movement would overload pods.");

    /// <summary>A step would lose requests as long as it lasts.</summary>
    public static DiagnosticDescriptor StepLoses { get; } =
        new("MC122", DiagnosticSeverity.Error, "A step of a movement would lose requests.");

    /// <summary>Nobody can tell whether a step overloads pods.</summary>
    public static DiagnosticDescriptor StepUnknown { get; } =
        new("MC123", DiagnosticSeverity.Warning, "Nobody can tell whether a step of a movement overloads pods.");

    /// <summary>Users outside stay where they are.</summary>
    public static DiagnosticDescriptor UsersStay { get; } =
        new("MC124", DiagnosticSeverity.Warning, "Users outside stay at the gateway of a cluster that traffic leaves.");

    /// <summary>An autoscaler does not allow the pods that a step needs.</summary>
    public static DiagnosticDescriptor AutoscalerLimits { get; } =
        new("MC125", DiagnosticSeverity.Warning, "An autoscaler does not allow the pods that a step needs.");

    /// <summary>What is asked for is only for a whole cluster.</summary>
    public static DiagnosticDescriptor WholeClusterOnly { get; } =
        new("MC126", DiagnosticSeverity.Error, "Only a whole cluster can be evacuated.");

    /// <summary>All findings about movements, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        NameUnknown, StepOverloads, StepLoses, StepUnknown, UsersStay, AutoscalerLimits, WholeClusterOnly,
    ];
}

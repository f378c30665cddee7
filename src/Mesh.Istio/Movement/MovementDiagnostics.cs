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

    /// <summary>A PodDisruptionBudget lets no pod go.</summary>
    public static DiagnosticDescriptor BudgetHolds { get; } =
        new("MC127", DiagnosticSeverity.Warning, "A PodDisruptionBudget lets no pod of a cluster go that traffic leaves.");

    /// <summary>A runner does not carry out a plan.</summary>
    public static DiagnosticDescriptor NotCarriedOut { get; } =
        new("MC130", DiagnosticSeverity.Error, "A plan is not carried out.");

    /// <summary>A step could not be carried out, or a gate did not open; the runner went back.</summary>
    public static DiagnosticDescriptor WentBack { get; } =
        new("MC131", DiagnosticSeverity.Error, "A movement went back.");

    /// <summary>Where a movement is cannot be read or written.</summary>
    public static DiagnosticDescriptor PlaceUnwritten { get; } =
        new("MC132", DiagnosticSeverity.Error, "Where a movement is cannot be read or written.");

    /// <summary>A runner could not go back.</summary>
    public static DiagnosticDescriptor StuckBetween { get; } =
        new("MC133", DiagnosticSeverity.Error, "A movement could not go back.");

    /// <summary>All findings about movements, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } =
    [
        NameUnknown, StepOverloads, StepLoses, StepUnknown, UsersStay, AutoscalerLimits, WholeClusterOnly, BudgetHolds,
        NotCarriedOut, WentBack, PlaceUnwritten, StuckBetween,
    ];
}

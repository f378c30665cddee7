using Mesh.Diagnostics;

namespace Mesh.Istio.Failures;

/// <summary>Every finding about the names of clients and of what fails. The page <c>docs/diagnostics.md</c> explains each.</summary>
public static class FailureDiagnostics
{
    /// <summary>The client's cluster is not in the inventory.</summary>
    public static DiagnosticDescriptor ClusterUnknown { get; } =
        new("MF001", DiagnosticSeverity.Error, "The client's cluster is not in the inventory.");

    /// <summary>No pod of the cluster is the client.</summary>
    public static DiagnosticDescriptor ClientUnknown { get; } =
        new("MF002", DiagnosticSeverity.Error, "No pod of the cluster is the client.");

    /// <summary>A failure names something that is not there.</summary>
    public static DiagnosticDescriptor FailureWithoutTarget { get; } =
        new("MF004", DiagnosticSeverity.Error, "A failure names something that is not there.");

    internal static bool Concerns(Diagnostic finding) => All.Any(descriptor => descriptor.Code == finding.Code);

    /// <summary>All of them, by code.</summary>
    public static ValueList<DiagnosticDescriptor> All { get; } = [ClusterUnknown, ClientUnknown, FailureWithoutTarget];
}

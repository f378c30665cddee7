using Mesh.Diagnostics;

namespace Mesh.Istio.Apply.Planning;

/// <summary>What applying would do in one cluster.</summary>
/// <param name="Cluster">The cluster's name.</param>
public sealed record ClusterPlan(string Cluster)
{
    /// <summary>The desired objects in apply order, then the ones to delete in the order in which they would be deleted.</summary>
    public ValueList<PlannedObject> Objects { get; init; }

    /// <summary>The problems, in this cluster.</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>Whether the cluster could be asked at all.</summary>
    public bool IsKnown =>
        Objects.All(entry => entry.Action != PlannedAction.Unknown)
            && !Diagnostics.Any(finding => finding.Code == ApplyDiagnostics.Unreachable.Code);
}

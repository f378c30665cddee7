using Mesh.Diagnostics;

namespace Mesh.Istio.Apply;

/// <summary>What happened in one cluster.</summary>
/// <param name="Cluster">The cluster's name.</param>
public sealed record ClusterResult(string Cluster)
{
    /// <summary>Every desired object in apply order, then every member of the set that is no longer desired.</summary>
    public ValueList<AppliedObject> Objects { get; init; }

    /// <summary>What went wrong, in this cluster.</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>Whether everything in the cluster is in sync, apart from objects that were kept on purpose.</summary>
    public bool IsComplete => !Diagnostics.HasErrors && Objects.All(entry => entry.IsInSync || entry.Outcome == ApplyOutcome.Kept);
}

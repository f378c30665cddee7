using Mesh.Diagnostics;
using Mesh.Istio.Apply;

namespace Mesh.Istio.Reconciling;

/// <summary>The state of one cluster.</summary>
/// <param name="Cluster">The cluster's name.</param>
public sealed record ClusterStatus(string Cluster)
{
    /// <summary>Whether what is desired now was applied completely, and no drift is known.</summary>
    public bool IsSettled { get; init; }

    /// <summary>What the last run did; <see langword="null"/> before the first has ended.</summary>
    public ClusterResult? LastResult { get; init; }

    /// <summary>When the last run ended that left nothing undone; <see langword="null"/> before there was one.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>How many runs in a row left something undone.</summary>
    public int Failures { get; init; }

    /// <summary>
    /// What a team has changed live within its rights, and so stays, each with the change that the model needs (<c>MA043</c>).
    /// </summary>
    public DiagnosticList Adopted { get; init; } = DiagnosticList.Empty;

    /// <summary>The drift that the last check found and nothing has put right since (<c>MA023</c> to <c>MA025</c>).</summary>
    public DiagnosticList Drift { get; init; } = DiagnosticList.Empty;
}

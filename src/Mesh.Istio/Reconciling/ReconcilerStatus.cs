using Mesh.Diagnostics;

namespace Mesh.Istio.Reconciling;

/// <summary>The state of a reconciler. An immutable snapshot.</summary>
public sealed record ReconcilerStatus
{
    /// <summary>What it does.</summary>
    public ReconcilerState State { get; init; }

    /// <summary>Who leads, as last read from the Lease; empty without election and when nobody is known to.</summary>
    public string Leader { get; init; } = "";

    /// <summary>The clusters that are to be written, by ordinal order of their names. Empty while this replica does not lead.</summary>
    public ValueList<ClusterStatus> Clusters { get; init; }

    /// <summary>
    /// Whether nothing may be applied at the moment, because facts are missing or there are errors; <see cref="Diagnostics"/> says which.
    /// </summary>
    public bool IsHeld { get; init; }

    /// <summary>
    /// The workspaces with errors, as <c>tenant/workspace</c>. What is there of them stays, while the others are applied;
    /// <see cref="Diagnostics"/> says why (<c>MA027</c>).
    /// </summary>
    public ValueList<string> HeldWorkspaces { get; init; }

    /// <summary>The findings of model, inventory and generation on which the last decision rests, and of the Lease.</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>Whether it leads and every cluster is in the state that the model and the facts describe.</summary>
    public bool IsSettled { get; init; }

    /// <summary>When everything last came to be in sync; <see langword="null"/> when it never was in this run.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>
    /// Since when something is not as it should be: clusters are not in sync, nothing may be applied, or the Lease cannot be read;
    /// <see langword="null"/> when all is well, as for a replica on standby.
    /// </summary>
    public DateTimeOffset? TroubledSince { get; init; }
}

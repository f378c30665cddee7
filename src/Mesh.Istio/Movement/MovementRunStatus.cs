using Mesh.Diagnostics;

namespace Mesh.Istio.Movement;

/// <summary>Where a movement is. An immutable snapshot.</summary>
public sealed record MovementRunStatus
{
    /// <summary>What the runner does, or how it ended.</summary>
    public MovementRunState State { get; init; }

    /// <summary>The movement in words; empty before there is one.</summary>
    public string Plan { get; init; } = "";

    /// <summary>The number of the last step that was carried out and whose gates opened; 0 for the state before the plan.</summary>
    public int Step { get; init; }

    /// <summary>The step that is being carried out, in words; empty when none is.</summary>
    public string Trying { get; init; } = "";

    /// <summary>Who carries it out, as last read from the Lease; empty when nobody is known to.</summary>
    public string Runner { get; init; } = "";

    /// <summary>Why it went back, was refused or cannot go on (<c>MC130</c> to <c>MC133</c>, and findings of applying).</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>Whether the run has ended and the mesh is in a state of the plan.</summary>
    public bool HasEnded => State is MovementRunState.Done or MovementRunState.WentBack;

    /// <summary>The status in a line, then the findings.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => MovementText.Write(this);
}

namespace Mesh.Istio.Apply;

/// <summary>The decision of a health gate.</summary>
/// <param name="MayProceed">Whether the next stage may be applied.</param>
/// <param name="Reason">Why not; empty otherwise.</param>
public sealed record GateDecision(bool MayProceed, string Reason)
{
    /// <summary>The next stage may be applied.</summary>
    public static GateDecision Proceed { get; } = new(true, "");

    /// <summary>No further stage may be applied.</summary>
    /// <param name="reason">Why; the result says it.</param>
    /// <returns>The decision.</returns>
    public static GateDecision Stop(string reason) => new(false, reason);
}

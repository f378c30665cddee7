using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Apply.Execution;

/// <summary>What came of one object.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Message">Why, where the outcome alone does not say it.</param>
/// <param name="Finding">The finding that goes with it.</param>
internal sealed record ObjectOutcome(ApplyOutcome Outcome, string Message, Finding Finding)
{
    public ValueList<FieldConflict> Conflicts { get; init; }
}

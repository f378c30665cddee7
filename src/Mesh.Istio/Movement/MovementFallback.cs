namespace Mesh.Istio.Movement;

/// <summary>Where a movement goes back to when a step cannot be carried out or a gate does not open.</summary>
public enum MovementFallback
{
    /// <summary>To where everything was before the plan.</summary>
    Start,

    /// <summary>To the state of the step before, which was watched and found right.</summary>
    PreviousStep,
}

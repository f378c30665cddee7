namespace Mesh.Istio.Movement;

/// <summary>What a gate is asked about.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Step">The step.</param>
/// <param name="IsCarriedOut">Whether the step was carried out and watched; else it is about to be.</param>
public sealed record MovementGateContext(MovementPlan Plan, MovementStep Step, bool IsCarriedOut);

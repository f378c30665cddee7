using Mesh.Istio.Apply;

namespace Mesh.Istio.Movement;

/// <summary>Decides whether a movement goes on: a query of metrics, a person, a forecast.</summary>
/// <param name="context">The step, and whether it is still to be carried out.</param>
/// <param name="cancellationToken">Ends asking: the runner ends, or the gate took too long.</param>
/// <returns>The decision. What it throws counts as a refusal.</returns>
public delegate Task<GateDecision> MovementGate(MovementGateContext context, CancellationToken cancellationToken);

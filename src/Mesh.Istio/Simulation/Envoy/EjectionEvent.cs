namespace Mesh.Istio.Simulation.Envoy;

/// <summary>A host was ejected, or came back.</summary>
/// <param name="At">When, on the clock of the simulation.</param>
/// <param name="Host">The host's handle.</param>
/// <param name="Reason">Why it was ejected; <see langword="null"/> when it came back.</param>
/// <param name="Multiplier">The factor of the base ejection time that holds now.</param>
internal readonly record struct EjectionEvent(TimeSpan At, int Host, EjectionReason? Reason, int Multiplier);

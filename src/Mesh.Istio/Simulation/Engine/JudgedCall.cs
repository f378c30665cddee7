namespace Mesh.Istio.Simulation.Engine;

/// <summary>What the proxy at the far end makes of a request.</summary>
/// <param name="Refusal">The status with which it refuses it; <see langword="null"/> when it lets it pass.</param>
/// <param name="Call">The request as a gateway routes it, with what it tells about the caller.</param>
internal sealed record JudgedCall(int? Refusal, SimCall Call);

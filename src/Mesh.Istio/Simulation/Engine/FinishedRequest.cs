namespace Mesh.Istio.Simulation.Engine;

/// <summary>How a request ended for its caller.</summary>
internal readonly record struct FinishedRequest(int Status, string Flags, int Attempts);

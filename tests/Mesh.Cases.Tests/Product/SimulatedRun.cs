using Mesh.Istio.Simulation;

namespace Mesh.Cases.Tests.Product;

/// <summary>A simulation's result and the access log of all its proxies.</summary>
internal sealed record SimulatedRun(SimulationResult Result, IReadOnlyList<string> Log);

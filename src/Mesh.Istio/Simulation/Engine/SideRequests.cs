using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Requests to the same host beside those that are counted.</summary>
/// <param name="Request">The request.</param>
/// <param name="Interval">The time from one to the next, in ticks.</param>
/// <param name="From">When the first is sent, in ticks.</param>
internal sealed record SideRequests(Request Request, long Interval, long From);

using System.Globalization;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation;

/// <summary>Something that happened in a simulation beside the requests: a failure, a push, an ejection, a return.</summary>
/// <param name="At">When, since the start.</param>
/// <param name="What">What, in words.</param>
public sealed record SimulationEvent(TimeSpan At, string What)
{
    internal static SimulationEvent Of(string proxy, string cluster, LocalityEndpoint endpoint, EjectionEvent seen)
    {
        string host = string.Create(CultureInfo.InvariantCulture, $"{endpoint.Address}:{endpoint.Port}");
        string what = seen.Reason switch
        {
            EjectionReason.Consecutive5xx => $"ejects {host} (consecutive 5xx)",
            EjectionReason.ConsecutiveGatewayFailure => $"ejects {host} (consecutive gateway failures)",
            EjectionReason.ConsecutiveLocalOriginFailure => $"ejects {host} (consecutive local origin failures)",
            _ => $"lets {host} back in",
        };
        return new SimulationEvent(seen.At, $"{proxy} {what} of {cluster}");
    }
}

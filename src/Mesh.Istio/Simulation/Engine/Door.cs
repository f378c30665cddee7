using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Whether callers from outside get into the gateway that they call.</summary>
internal static class Door
{
    /// <param name="client">The gateway, or a sidecar, which is always there for its own workload.</param>
    /// <param name="refuses">Whether it refuses connections; else nothing comes back.</param>
    public static bool IsShut(ProxyNode client, out bool refuses)
    {
        refuses = client.Pod?.Fault == FailureKind.Refused;
        return client is { Proxy.Type: ProxyType.Router, Pod: { } pod } && (refuses || pod.Unreachable || pod.Fault == FailureKind.Hangs);
    }
}

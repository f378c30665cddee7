using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>How an attempt to connect ends.</summary>
/// <param name="Delay">How long it takes, in ticks.</param>
/// <param name="Connection">The connection; <see langword="null"/> when there is none.</param>
/// <param name="Kind">How it failed, without a connection.</param>
/// <param name="Transport">Envoy's words for the failure of the transport; empty for none.</param>
internal readonly record struct DialResult(long Delay, SimConnection? Connection, AttemptKind Kind, string Transport)
{
    /// <summary>Whether TCP connected, which is all that a proxy sees that passes bytes on.</summary>
    public bool Reached { get; init; }

    public static DialResult Failed(long delay, string transport) => new(delay, null, AttemptKind.ConnectFailure, transport);
}

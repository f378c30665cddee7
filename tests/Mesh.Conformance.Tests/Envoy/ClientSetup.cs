using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>The client of a recorded case and the timing of its requests.</summary>
internal sealed record ClientSetup
{
    internal RetryPolicy? Retry { get; init; }

    internal int Workers { get; init; } = 1;

    /// <summary>The pause of a worker between the end of a request and its next one.</summary>
    internal TimeSpan Pacing { get; init; }

    /// <summary>The time a good answer takes beyond the network's.</summary>
    internal TimeSpan ServiceTime { get; init; }

    internal TimeSpan? RequestTimeout { get; init; }

    internal TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time of one exchange with a host on the recording machine.</summary>
    internal TimeSpan RoundTrip { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>What a request costs the client besides its tries; 2 to 5 ms on the busy machine of the recordings.</summary>
    internal TimeSpan Overhead { get; init; } = TimeSpan.FromMilliseconds(3);
}

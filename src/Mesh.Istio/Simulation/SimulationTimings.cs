using Mesh.Diagnostics;

namespace Mesh.Istio.Simulation;

/// <summary>How long things take in a simulation: each from 0 to a day.</summary>
public sealed record SimulationTimings
{
    /// <summary>From one proxy to the next and back. Default: 1 ms.</summary>
    public TimeSpan RoundTrip { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>A new connection, TLS included. Default: 3 ms.</summary>
    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromMilliseconds(3);

    /// <summary>A pod's work for one request. Default: 1 ms.</summary>
    public TimeSpan ServiceTime { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The length of a pod's answer, as access logs show it. Default: 13. Least: 0.</summary>
    public int ResponseBytes { get; init; } = 13;

    /// <summary>
    /// How long istiod takes to push endpoints after pods are gone or not ready. Default: 100 ms, istiod's least wait
    /// (<c>PILOT_DEBOUNCE_AFTER</c>).
    /// </summary>
    public TimeSpan PushDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Envoy's <c>update_merge_window</c>: how long ejections and returns of hosts may be held back to take effect together. Default: 1 s,
    /// which is Envoy's; Istio cannot set another.
    /// </summary>
    public TimeSpan UpdateMergeWindow { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Timers of proxies fire up to this much late. Default: 0.</summary>
    public TimeSpan TimerLateness { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A time is out of its range.</exception>
    internal void Check()
    {
        OptionRange.Require(RoundTrip, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(ConnectTime, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(ServiceTime, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(ResponseBytes, 0, int.MaxValue);
        OptionRange.Require(PushDelay, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(UpdateMergeWindow, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(TimerLateness, TimeSpan.Zero, OptionRange.Day);
    }
}

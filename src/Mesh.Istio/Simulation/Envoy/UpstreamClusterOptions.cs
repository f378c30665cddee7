using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Envoy;

/// <summary>The settings of one cluster of one simulated proxy.</summary>
internal sealed record UpstreamClusterOptions
{
    /// <summary>Envoy's default of <see cref="UpdateMergeWindow"/>; istiod never sets another.</summary>
    internal static TimeSpan DefaultUpdateMergeWindow => TimeSpan.FromSeconds(1);

    /// <summary>How traffic spreads.</summary>
    internal TrafficShareOptions Spread { get; init; } = new();

    /// <summary>Consistent hashing; <see langword="null"/> means none.</summary>
    internal HashSettings? Hashing { get; init; }

    /// <summary>Slow start; <see langword="null"/> means none.</summary>
    internal Warmup? Warmup { get; init; }

    /// <summary>Outlier detection; <see langword="null"/> means none.</summary>
    internal OutlierPolicy? Outliers { get; init; }

    /// <summary>How long ejections and returns may be held back to be merged; zero applies every one at once. Default: 1 s.</summary>
    internal TimeSpan UpdateMergeWindow { get; init; } = DefaultUpdateMergeWindow;

    /// <summary>When the first outlier interval ends; <see langword="null"/> means one interval after time zero.</summary>
    internal TimeSpan? FirstTick { get; init; }

    /// <summary>
    /// Every timer of the proxy fires up to this much late, at random; on a busy machine that is milliseconds. Default: none.
    /// </summary>
    internal TimeSpan TimerLateness { get; init; }

    /// <summary>The seed of every random choice.</summary>
    internal ulong Seed { get; init; }

    /// <summary>Told of every ejection and return.</summary>
    internal Action<EjectionEvent>? Observer { get; init; }
}

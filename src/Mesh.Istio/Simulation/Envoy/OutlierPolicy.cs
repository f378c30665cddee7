namespace Mesh.Istio.Simulation.Envoy;

/// <summary>Envoy's <c>outlier_detection</c>, as far as Istio can set it. The defaults are Envoy's.</summary>
internal sealed record OutlierPolicy
{
    private const uint DefaultFailures = 5;
    private const int Always = 100;

    /// <summary>5xx in a row that eject a host. Default: 5.</summary>
    internal uint Consecutive5xx { get; init; } = DefaultFailures;

    /// <summary>Percent of such ejections that are carried out. Default: 100.</summary>
    internal int EnforcingConsecutive5xx { get; init; } = Always;

    /// <summary>502, 503 and 504 in a row that eject a host. Default: 5.</summary>
    internal uint ConsecutiveGatewayFailure { get; init; } = DefaultFailures;

    /// <summary>Percent of such ejections that are carried out. Default: 0.</summary>
    internal int EnforcingConsecutiveGatewayFailure { get; init; }

    /// <summary>Local origin failures in a row that eject a host, with <see cref="SplitExternalLocalOriginErrors"/>. Default: 5.</summary>
    internal uint ConsecutiveLocalOriginFailure { get; init; } = DefaultFailures;

    /// <summary>Percent of such ejections that are carried out. Default: 100.</summary>
    internal int EnforcingConsecutiveLocalOriginFailure { get; init; } = Always;

    /// <summary>
    /// Whether failures to connect, resets and timeouts have their own counter instead of counting as 503 and 504. Default: no.
    /// </summary>
    internal bool SplitExternalLocalOriginErrors { get; init; }

    /// <summary>The time between looks at ejected hosts. Default: 10 s.</summary>
    internal TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time of the first ejection; the k-th lasts k times as long. Default: 30 s.</summary>
    internal TimeSpan BaseEjectionTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest ejection; <see langword="null"/> means the longer of 300 s and the base time.</summary>
    internal TimeSpan? MaxEjectionTime { get; init; }

    /// <summary>A random time up to this is added to every ejection. Default: none.</summary>
    internal TimeSpan MaxEjectionTimeJitter { get; init; }

    /// <summary>Percent of all hosts of the cluster, over all priorities, that may be ejected at a time. Default: 10.</summary>
    internal int MaxEjectionPercent { get; init; } = 10;

    /// <summary>Whether one host may be ejected whatever the percentage says. Default: no; Istio cannot set it.</summary>
    internal bool AlwaysEjectOneHost { get; init; }

    internal TimeSpan EffectiveMaxEjectionTime => MaxEjectionTime ?? (BaseEjectionTime > DefaultMax ? BaseEjectionTime : DefaultMax);

    private static TimeSpan DefaultMax => TimeSpan.FromSeconds(300);

    /// <summary>
    /// The policy that istiod writes for a DestinationRule's <c>outlierDetection</c>: a count of 0 switches its check off, gateway errors
    /// count only when set, a percentage of 0 is as good as none (istio <c>applyOutlierDetection</c>).
    /// </summary>
    internal static OutlierPolicy FromDestinationRule(
        uint? consecutive5xxErrors = null,
        uint? consecutiveGatewayErrors = null,
        TimeSpan? interval = null,
        TimeSpan? baseEjectionTime = null,
        int maxEjectionPercent = 0,
        bool splitExternalLocalOriginErrors = false,
        uint? consecutiveLocalOriginFailures = null)
    {
        var policy = new OutlierPolicy();
        return policy with
        {
            Consecutive5xx = consecutive5xxErrors ?? policy.Consecutive5xx,
            EnforcingConsecutive5xx = consecutive5xxErrors == 0 ? 0 : Always,
            ConsecutiveGatewayFailure = consecutiveGatewayErrors ?? policy.ConsecutiveGatewayFailure,
            EnforcingConsecutiveGatewayFailure = consecutiveGatewayErrors > 0 ? Always : 0,
            ConsecutiveLocalOriginFailure = splitExternalLocalOriginErrors && consecutiveLocalOriginFailures > 0
                ? consecutiveLocalOriginFailures.Value
                : policy.ConsecutiveLocalOriginFailure,
            SplitExternalLocalOriginErrors = splitExternalLocalOriginErrors,
            Interval = interval ?? policy.Interval,
            BaseEjectionTime = baseEjectionTime ?? policy.BaseEjectionTime,
            MaxEjectionPercent = maxEjectionPercent > 0 ? maxEjectionPercent : policy.MaxEjectionPercent,
        };
    }
}

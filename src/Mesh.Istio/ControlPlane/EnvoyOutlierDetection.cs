namespace Mesh.Istio.ControlPlane;

/// <summary>
/// Outlier detection as istiod writes it for Envoy; <see langword="null"/> means not sent, so that Envoy's default holds.
/// </summary>
public sealed record EnvoyOutlierDetection
{
    /// <summary><c>consecutive_5xx</c>; Envoy's default 5, enforced.</summary>
    public uint? Consecutive5xx { get; init; }

    /// <summary><c>enforcing_consecutive_5xx</c> in percent: 100, or 0 when the threshold is 0.</summary>
    public uint? EnforcingConsecutive5xx { get; init; }

    /// <summary><c>consecutive_gateway_failure</c>; Envoy's default 5, not enforced.</summary>
    public uint? ConsecutiveGatewayFailure { get; init; }

    /// <summary><c>enforcing_consecutive_gateway_failure</c> in percent: 100, or 0 when the threshold is 0.</summary>
    public uint? EnforcingConsecutiveGatewayFailure { get; init; }

    /// <summary><c>split_external_local_origin_errors</c>. Default: no.</summary>
    public bool SplitExternalLocalOriginErrors { get; init; }

    /// <summary><c>consecutive_local_origin_failure</c>; Envoy's default 5, enforced when errors are split.</summary>
    public uint? ConsecutiveLocalOriginFailure { get; init; }

    /// <summary><c>enforcing_consecutive_local_origin_failure</c> in percent.</summary>
    public uint? EnforcingConsecutiveLocalOriginFailure { get; init; }

    /// <summary><c>enforcing_local_origin_success_rate</c> in percent: 0 when errors are split.</summary>
    public uint? EnforcingLocalOriginSuccessRate { get; init; }

    /// <summary><c>enforcing_success_rate</c> in percent: always 0, Istio never ejects by success rate.</summary>
    public uint EnforcingSuccessRate { get; init; }

    /// <summary><c>interval</c>; Envoy's default 10 seconds.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary><c>base_ejection_time</c>; Envoy's default 30 seconds.</summary>
    public TimeSpan? BaseEjectionTime { get; init; }

    /// <summary><c>max_ejection_percent</c> of the whole cluster; Envoy's default 10.</summary>
    public uint? MaxEjectionPercent { get; init; }

    /// <summary><see cref="MaxEjectionPercent"/> with Envoy's default in the place of null.</summary>
    internal uint MaxEjectionPercentOrDefault => MaxEjectionPercent ?? 10;

    /// <summary>
    /// Whether one more of all hosts of the cluster, over all priorities, may be ejected (envoy <c>outlier_detection_impl.cc</c>).
    /// </summary>
    internal bool AllowsEjection(int ejected, int hosts) => 100.0 * (ejected + 1) / hosts <= Math.Min(100, MaxEjectionPercentOrDefault);
}

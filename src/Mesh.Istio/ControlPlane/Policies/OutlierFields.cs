using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Policies;

/// <summary>Turns a rule's outlier detection into Envoy's fields (istio <c>cluster_traffic_policy.go</c> applyOutlierDetection).</summary>
internal static class OutlierFields
{
    public static EnvoyOutlierDetection? Convert(OutlierDetection? rule) => rule is null ? null : new()
    {
        Consecutive5xx = rule.Consecutive5xxErrors,
        EnforcingConsecutive5xx = Enforcing(rule.Consecutive5xxErrors),
        ConsecutiveGatewayFailure = rule.ConsecutiveGatewayErrors,
        EnforcingConsecutiveGatewayFailure = Enforcing(rule.ConsecutiveGatewayErrors),
        Interval = rule.Interval,
        BaseEjectionTime = rule.BaseEjectionTime,
        MaxEjectionPercent = rule.MaxEjectionPercent is > 0 and { } percent ? (uint)percent : null,
        SplitExternalLocalOriginErrors = rule.SplitExternalLocalOriginErrors == true,
        ConsecutiveLocalOriginFailure = LocalOrigin(rule),
        EnforcingConsecutiveLocalOriginFailure = LocalOrigin(rule) is null ? null : 100,
        EnforcingLocalOriginSuccessRate = rule.SplitExternalLocalOriginErrors == true ? 0 : null,
    };

    private static uint? Enforcing(uint? threshold) => threshold is null ? null : threshold > 0 ? 100u : 0;

    private static uint? LocalOrigin(OutlierDetection rule) =>
        rule.SplitExternalLocalOriginErrors == true && rule.ConsecutiveLocalOriginFailures is > 0 and { } threshold ? threshold : null;
}

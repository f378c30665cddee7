using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Localities.Tests.Ejection;

/// <summary>The table of istio's TestApplyOutlierDetection.</summary>
public class OutlierPolicyTests
{
    [Fact]
    public void Counts_are_enforced_when_set_and_switched_off_by_0()
    {
        Assert.Equal((5u, 100, 5u, 0), Counts(OutlierPolicy.FromDestinationRule()));
        Assert.Equal((4u, 100, 3u, 100), Counts(OutlierPolicy.FromDestinationRule(4, 3)));
        Assert.Equal((5u, 100, 3u, 100), Counts(OutlierPolicy.FromDestinationRule(null, 3)));
        Assert.Equal((5u, 100, 0u, 0), Counts(OutlierPolicy.FromDestinationRule(null, 0)));
        Assert.Equal((0u, 0, 5u, 0), Counts(OutlierPolicy.FromDestinationRule(0)));
    }

    [Fact]
    public void Local_origin_failures_are_only_read_with_the_split()
    {
        Assert.Equal(5u, OutlierPolicy.FromDestinationRule(consecutiveLocalOriginFailures: 9).ConsecutiveLocalOriginFailure);
        Assert.Equal(
            9u,
            OutlierPolicy.FromDestinationRule(
                splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 9).ConsecutiveLocalOriginFailure);
    }

    [Fact]
    public void A_percentage_of_0_is_Envoys_10_and_long_base_times_lift_the_maximum()
    {
        Assert.Equal(10, OutlierPolicy.FromDestinationRule(maxEjectionPercent: 0).MaxEjectionPercent);
        Assert.Equal(TimeSpan.FromSeconds(300), OutlierPolicy.FromDestinationRule().EffectiveMaxEjectionTime);
        Assert.Equal(
            TimeSpan.FromSeconds(900),
            OutlierPolicy.FromDestinationRule(baseEjectionTime: TimeSpan.FromSeconds(900)).EffectiveMaxEjectionTime);
    }

    private static (uint, int, uint, int) Counts(OutlierPolicy policy) =>
        (
            policy.Consecutive5xx, policy.EnforcingConsecutive5xx, policy.ConsecutiveGatewayFailure,
            policy.EnforcingConsecutiveGatewayFailure);
}

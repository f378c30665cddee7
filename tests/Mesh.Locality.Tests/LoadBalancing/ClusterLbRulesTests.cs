using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

public class ClusterLbRulesTests
{
    [Theory]
    [InlineData(0, TrafficDistribution.Any, true, 0)]
    [InlineData(70, TrafficDistribution.Any, true, 70)]
    [InlineData(70, TrafficDistribution.PreferSameZone, true, 0)]
    [InlineData(null, TrafficDistribution.PreferSameNode, false, 0)]
    [InlineData(null, TrafficDistribution.Any, true, 0)]
    [InlineData(null, TrafficDistribution.Any, false, null)]
    public void The_panic_threshold_is_0_almost_everywhere(
        int? minHealthPercent, TrafficDistribution distribution, bool supportsUnhealthy, int? expected) =>
        Assert.Equal(expected, ClusterLbRules.PanicThreshold(minHealthPercent, distribution, supportsUnhealthy));

    [Fact]
    public void Locality_weights_come_with_a_list_and_not_with_default_failover()
    {
        Assert.False(ClusterLbRules.IsLocalityWeighted(Places.Rule(new LocalityLbConfig()), outlierDetection: true));
        Assert.True(ClusterLbRules.IsLocalityWeighted(Places.Rule(new LocalityLbConfig { Failover = [] }), outlierDetection: true));
        Assert.True(
            ClusterLbRules.IsLocalityWeighted(Places.Rule(new LocalityLbConfig { FailoverPriority = ["a"] }), outlierDetection: true));
        Assert.False(
            ClusterLbRules.IsLocalityWeighted(Places.Rule(new LocalityLbConfig { FailoverPriority = ["a"] }), outlierDetection: false));
        Assert.True(ClusterLbRules.IsLocalityWeighted(Places.Rule(new LocalityLbConfig { Distribute = [] }), outlierDetection: false));
        Assert.False(
            ClusterLbRules.IsLocalityWeighted(Places.Rule(new ZoneAwareLbConfig { FailoverPriority = ["a"] }), outlierDetection: true));
        EffectiveLbSetting service = EffectiveLbSetting.Select(
            null, null, TrafficDistribution.PreferSameZone, null, null, IstioVersion.V1_31);
        Assert.True(ClusterLbRules.IsLocalityWeighted(service, outlierDetection: false));
    }
}

using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

/// <summary>The table of istio's TestGetEffectiveLbSetting.</summary>
public class EffectiveLbSettingTests
{
    private static readonly LocalityLbConfig On = new() { Enabled = true };
    private static readonly LocalityLbConfig Off = new() { Enabled = false };
    private static readonly LocalityLbConfig Empty = new();
    private static readonly LocalityLbConfig Rule = new() { Failover = [new("r1", "r2")] };
    private static readonly ZoneAwareLbConfig Zones = new();
    private static readonly ZoneAwareLbConfig ZonesOff = new() { Enabled = false };
    private static readonly ZoneAwareLbConfig ZonesWithRule = new() { Failover = [new("r1", "r2")] };

    [Fact]
    public void One_level_replaces_the_others_whole()
    {
        Assert.Null(Select().Locality);
        Assert.Equal(Empty, Select(mesh: Empty).Locality);
        Assert.Equal(Empty, Select(rule: Empty).Locality);
        Assert.Equal(Rule, Select(rule: Rule, mesh: Empty).Locality);
        Assert.Null(Select(mesh: Off).Locality);
        Assert.Null(Select(rule: Off, mesh: On).Locality);
        Assert.Equal(On, Select(rule: On, mesh: Off).Locality);
        Assert.Equal(Zones, Select(meshZones: Zones).ZoneAware);
        Assert.Equal(ZonesWithRule, Select(ruleZones: ZonesWithRule, meshZones: Zones).ZoneAware);
        Assert.Equal(Zones, Select(ruleZones: Zones, mesh: On).ZoneAware);
        Assert.Equal(Rule, Select(rule: Rule, meshZones: Zones).Locality);
        Assert.Equal(Zones, Select(meshZones: Zones, mesh: On).ZoneAware);
        Assert.Equal(ZonesOff, Select(meshZones: ZonesOff, mesh: On).ZoneAware);
        Assert.Null(Select(ruleZones: ZonesOff, mesh: On).Locality);
    }

    [Fact]
    public void Traffic_distribution_ranks_by_labels_and_needs_no_outlier_detection()
    {
        EffectiveLbSetting zone = Select(mesh: Empty, distribution: TrafficDistribution.PreferSameZone);
        EffectiveLbSetting node = Select(mesh: Empty, meshZones: Zones, distribution: TrafficDistribution.PreferSameNode);

        Assert.Equal(
            ["topology.istio.io/network", "topology.kubernetes.io/region", "topology.kubernetes.io/zone"],
            zone.Locality!.FailoverPriority!.Value);
        Assert.Equal(5, node.Locality!.FailoverPriority!.Value.Count);
        Assert.True(zone.ForcesFailover && node.ForcesFailover);
        Assert.Equal(Rule, Select(rule: Rule, distribution: TrafficDistribution.PreferSameZone).Locality);
        Assert.False(Select(rule: Rule, distribution: TrafficDistribution.PreferSameZone).ForcesFailover);
    }

    [Fact]
    public void Zone_aware_settings_force_failover_while_they_are_on_and_exist_since_1_31()
    {
        Assert.True(Select(ruleZones: Zones).ForcesFailover);
        Assert.False(Select(ruleZones: ZonesOff).ForcesFailover);
        Assert.Equal(Rule, EffectiveLbSetting.Select(Zones, Rule, TrafficDistribution.Any, Zones, null, IstioVersion.V1_30).Locality);
    }

    private static EffectiveLbSetting Select(
        LocalityLbConfig? rule = null,
        LocalityLbConfig? mesh = null,
        ZoneAwareLbConfig? ruleZones = null,
        ZoneAwareLbConfig? meshZones = null,
        TrafficDistribution distribution = TrafficDistribution.Any) =>
        EffectiveLbSetting.Select(ruleZones, rule, distribution, meshZones, mesh, IstioVersion.V1_31);
}

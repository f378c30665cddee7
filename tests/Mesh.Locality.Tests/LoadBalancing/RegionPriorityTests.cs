using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

/// <summary>Priorities by distance and region, with the tables of istio's own tests.</summary>
public class RegionPriorityTests
{
    private static readonly string[] Fake =
        [
            "region1/zone1/subzone1", "region1/zone1/subzone1", "region1/zone1/subzone2", "region1/zone1/subzone3", "region1/zone2",
            "region2", "region3"];

    private static readonly string[] Seven =
        ["r1/z1/s1", "r1/z1/s2", "r1/z2/s1", "r2/z1/s1", "r2/z1/s2", "r2/z2/s1", "r2/z2/s2"];

    [Fact]
    public void Nearer_groups_come_first_and_a_rule_orders_other_regions()
    {
        Assert.Equal([0, 0, 1, 1, 2, 3, 4], Priorities(Fake, Failover(("region1", "region2"))));
        Assert.Equal([0, 0, 1, 1, 2, 3, 3], Priorities(Fake, new LocalityLbConfig()));
    }

    [Fact]
    public void Gaps_close()
    {
        Assert.Equal(
            [0, 1, 1],
            Priorities(["region1/zone1/subzone2", "region2/zone1/subzone2", "region2/zone1/subzone2"], Failover(("region1", "region2"))));
        Assert.Equal([0, 2, 1], Priorities(["region1/zone1/subzone2", "", "region2/zone1/subzone2"], Failover(("region1", "region2"))));
        Assert.Equal([0], Priorities(["region9"], new LocalityLbConfig()));
    }

    [Theory]
    [InlineData("r1/z1/s1", "0 1 2 3 3 3 3")]
    [InlineData("r2/z2/s2", "3 3 3 2 2 1 0")]
    public void Every_client_has_its_own_order(string client, string expected) =>
        Assert.Equal(
            expected, string.Join(' ', Places.Priorities(Places.Groups(Seven), Places.At(client), Places.Rule(new LocalityLbConfig()))));

    [Fact]
    public void Without_outlier_detection_everything_is_priority_0() =>
        Assert.All(
            Places.Priorities(Places.Groups(Seven), Places.At("r1/z1/s1"), Places.Rule(new LocalityLbConfig()), outlierDetection: false),
            p => Assert.Equal(0, p));

    [Fact]
    public void Of_several_rules_for_a_region_only_the_first_counts() =>
        Assert.Equal([0, 0, 1, 1, 2, 4, 3], Priorities(Fake, Failover(("region1", "region3"), ("region1", "region2"))));

    [Fact]
    public void An_unknown_place_is_near_only_to_an_unknown_place() =>
        Assert.Equal([0, 1], Places.Priorities(Places.Groups("", "r1/z1"), Places.At(""), Places.Rule(new LocalityLbConfig())));

    [Theory]
    [InlineData(null, null, "0 0 0 0 0 1 1")]
    [InlineData("region1", "region2", "0 0 0 0 0 1 2")]
    [InlineData("region9", "region2", "0 0 0 0 0 1 1")]
    public void Zone_aware_settings_rank_regions_only_and_need_no_outlier_detection(string? from, string? to, string expected)
    {
        ZoneAwareLbConfig setting = new ZoneAwareLbConfig { Failover = from is null ? null : [new RegionFailover(from, to!)] };

        Assert.Equal(
            expected,
            string.Join(' ', Places.Priorities(Places.Groups(Fake), Places.Client, Places.Rule(setting), outlierDetection: false)));
    }

    [Fact]
    public void Three_regions_with_a_rule_follow_each_other_and_without_one_share_a_priority()
    {
        string[] regions = ["A/z1", "A/z2", "B/z1", "C/z1"];

        Assert.Equal([0, 1, 2, 3], Places.Priorities(Places.Groups(regions), Places.At("A/z1"), Places.Rule(Failover(("A", "B")))));
        Assert.Equal([0, 1, 2, 2], Places.Priorities(Places.Groups(regions), Places.At("A/z1"), Places.Rule(new LocalityLbConfig())));
    }

    private static LocalityLbConfig Failover(params (string From, string To)[] rules) =>
        new() { Failover = rules.Select(rule => new RegionFailover(rule.From, rule.To)).ToValueList() };

    private static int[] Priorities(string[] localities, LocalityLbConfig setting) =>
        Places.Priorities(Places.Groups(localities), Places.Client, Places.Rule(setting));
}

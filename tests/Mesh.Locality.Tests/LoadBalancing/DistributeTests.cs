using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

/// <summary>Locality weights by rule, with the tables of istio's own tests.</summary>
public class DistributeTests
{
    [Fact]
    public void Percentages_are_divided_among_the_groups_of_a_place_and_unlisted_places_are_emptied()
    {
        ValueList<EndpointGroup> groups = Places.Groups(
            "region1/zone1/subzone1", "region1/zone1/subzone1", "region1/zone1/subzone2", "region1/zone1/subzone3", "region1/zone2",
                "region2", "region3");

        ValueList<EndpointGroup> assigned = Assign(
            groups, "region1/zone1/subzone1", ("region1/zone1/subzone1", 80), ("region1/zone1/subzone2", 15),
                ("region1/zone1/subzone3", 5));

        Assert.Equal([40, 40, 15, 5, null, null, null], assigned.Select(group => (int?)group.Weight));
        Assert.Equal([1, 1, 1, 1, 0, 0, 0], assigned.Select(group => group.Endpoints.Count));
        Assert.All(assigned, group => Assert.Equal(0, group.Priority));
    }

    [Theory]
    [InlineData(50, 50, "34 17 50")]
    [InlineData(60, 40, "40 20 40")]
    public void Weights_are_rounded_up(int own, int other, string expected)
    {
        ValueList<EndpointGroup> groups =
        [
            Places.Group("region1/zone1/subzone1", 40, new LocalityEndpoint("a", 80) { Weight = 40 }),
            Places.Group("region1/zone1/subzone2", 20, new LocalityEndpoint("b", 80) { Weight = 20 }),
            Places.Group("region2/zone1/subzone1", 40, new LocalityEndpoint("c", 80) { Weight = 40 }),
        ];

        ValueList<EndpointGroup> assigned = Assign(
            groups, "region1/zone1/subzone1", ("region1/zone1/*", (uint)own), ("region2/zone1/subzone1", (uint)other));

        Assert.Equal(expected, string.Join(' ', assigned.Select(group => group.Weight)));
        Assert.Equal([40u, 20u, 40u], assigned.Select(group => group.Endpoints[0].Weight));
    }

    [Fact]
    public void Without_a_rule_for_the_client_nothing_changes_and_failover_stays_off()
    {
        ValueList<EndpointGroup> groups = Places.Groups("region1", "region2");

        Assert.Equal(groups, Assign(groups, "region9", ("region1", 100)));
    }

    [Fact]
    public void The_product_of_weights_wraps_at_32_bits_as_in_istiod()
    {
        ValueList<EndpointGroup> groups = [
            Places.Group("r1", uint.MaxValue, new LocalityEndpoint("a", 80)), Places.Group("r1/z", 1, new LocalityEndpoint("b", 80))];

        Assert.Equal(2, Assign(groups, "*", ("r1", 100)).Count);
    }

    private static ValueList<EndpointGroup> Assign(ValueList<EndpointGroup> groups, string from, params (string Place, uint Percent)[] to)
    {
        var rule = new DistributeRule(from, to.Select(entry => new KeyValuePair<string, uint>(entry.Place, entry.Percent)).ToValueMap());
        return new PriorityAssignment(groups, Places.Rule(new LocalityLbConfig { Distribute = [rule] }), true, IstioVersion.V1_31)
            .For(Places.Client);
    }
}

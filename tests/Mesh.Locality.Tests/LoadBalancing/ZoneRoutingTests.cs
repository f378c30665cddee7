using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

/// <summary>
/// Zone-aware routing, with the tables of Envoy's own tests: callers and upstream hosts per zone, the caller's zone first.
/// </summary>
public class ZoneRoutingTests
{
    [Theory]
    [InlineData("4 4 2", "5 10 5", 0, 6250, "0 1000 1500")]
    [InlineData("2 2 1 1 0", "1 0 3 3 1", 0, 3750, "0 0 2084 4168 5418")]
    [InlineData("1 1 0", "1 1 1", 0, 6666, "0 0 3333")]
    [InlineData("1 1 1", "1 2 2", 0, 6000, "0 667 1334")]
    [InlineData("1 1 1 0 0 0", "0 0 0 1 1 1", -1, 0, "0 0 0 3333 6666 9999")]
    [InlineData("1 0 1 1 0 1 0 0 0", "0 0 2 0 1 2 0 1 0", -1, 0, "0 0 833 833 2499 3332 3332 4998 4998")]
    public void What_the_own_zone_cannot_take_goes_where_hosts_exceed_callers(
        string callers, string upstream, int own, int stays, string residual)
    {
        var plan = ZoneRouting.Plan(Numbers(callers), Numbers(callers).Sum(), Numbers(upstream), own);

        Assert.Equal((stays, residual), (plan.OwnShare, string.Join(' ', plan.CumulativeResidual)));
    }

    [Fact]
    public void With_enough_hosts_everything_stays() =>
        Assert.Equal(ZoneRouting.Whole, ZoneRouting.Plan([1, 1, 0], 2, [1, 0, 1], 0).OwnShare);

    [Theory]
    [InlineData("a 3|b 3", "a 1|b 1", false)]
    [InlineData("a 6|b 6", "a 1", false)]
    [InlineData("a 6", "a 1|b 1", false)]
    [InlineData("a 1|b 5", "a 1|b 1", true)]
    public void Small_and_single_zone_clusters_are_not_routed_by_zone(string upstream, string callers, bool routed)
    {
        ValueList<EndpointGroup> groups = upstream.Split('|')
            .Select(entry => Group(entry.Split(' ')[0], int.Parse(entry.Split(' ')[1])))
            .ToValueList();
        var zones = new ZoneAwareness(
            new Locality("r", "a"), callers.Split('|').Select(
                entry => new ZoneCallers(new Locality("r", entry.Split(' ')[0]), int.Parse(entry.Split(' ')[1]))).ToValueList())
        {
            MinClusterSize = upstream == "a 3|b 3" ? 7 : 6,
        };

        TrafficShares plain = TrafficShares.Compute(groups, new TrafficShareOptions());
        TrafficShares byZone = TrafficShares.Compute(groups, new TrafficShareOptions { Zones = zones });

        Assert.Equal(routed, plain.Endpoints != byZone.Endpoints);
    }

    private static EndpointGroup Group(string zone, int hosts) => new(
        new Locality("r", zone), Enumerable.Range(0, hosts).Select(i => new LocalityEndpoint($"{zone}{i}", 80)).ToValueList());

    private static int[] Numbers(string text) => [.. text.Split(' ').Select(int.Parse)];
}

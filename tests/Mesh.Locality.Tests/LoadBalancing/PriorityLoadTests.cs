using CsCheck;
using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

/// <summary>Load per priority, with the tables of Envoy's own tests. Levels are written as total,healthy[,degraded[,excluded]].</summary>
public class PriorityLoadTests
{
    [Theory]
    [InlineData("1,0 1,0", "50 50", "0 0", "**")]
    [InlineData("1,0 2,0", "34 66", "0 0", "**")]
    [InlineData("1,0 2,0 1,1", "0 0 100", "0 0 0", "...")]
    [InlineData("1,1 2,0 1,1", "100 0 0", "0 0 0", "...")]
    [InlineData("4,2 4,2", "70 30", "0 0", "..")]
    [InlineData("1,1 1,1", "100 0", "0 0", "..")]
    [InlineData("2,1 2,1", "70 30", "0 0", "..")]
    [InlineData("4,1 2,2", "35 65", "0 0", "..")]
    [InlineData("4,1 4,1", "50 50", "0 0", "**")]
    [InlineData("4,1,0,3 5,1", "100 0", "0 0", "..")]
    [InlineData("4,0,0,4 4,1", "50 50", "0 0", "**")]
    [InlineData("4,0,0,1 6,1,0,2", "40 60", "0 0", "**")]
    [InlineData("2,1 2,1 2,1", "70 30 0", "0 0 0", "...")]
    [InlineData("4,1 2,2 2,1", "35 65 0", "0 0 0", "...")]
    [InlineData("4,1 4,1 4,1", "35 35 30", "0 0 0", "...")]
    [InlineData("5,1 5,1 5,1", "34 33 33", "0 0 0", "***")]
    [InlineData("5,0 5,0 5,5", "0 0 100", "0 0 0", "...")]
    [InlineData("5,0 5,0 5,4", "0 0 100", "0 0 0", "...")]
    [InlineData("5,0 5,0 5,2", "34 33 33", "0 0 0", "***")]
    [InlineData("5,0,5 5,2,2 5,2", "0 56 44", "0 0 0", "...")]
    [InlineData("5,0 3,0 2,0", "50 30 20", "0 0 0", "***")]
    [InlineData("5,0 6,2 3,1", "37 42 21", "0 0 0", "***")]
    [InlineData("5,0,1 5,0,5 5,1", "0 0 28", "28 44 0", "...")]
    [InlineData("5,0 5,0,2 5,0,1", "34 33 33", "0 0 0", "***")]
    [InlineData("0,0 6,0 3,0", "0 67 33", "0 0 0", "***")]
    [InlineData("3,0 3,0 3,0", "34 33 33", "0 0 0", "***")]
    public void With_a_threshold_of_50_percent(string levels, string healthy, string degraded, string panic)
    {
        PriorityLoad load = PriorityLoad.Compute(Levels(levels));

        Assert.Equal(healthy, string.Join(' ', load.Healthy));
        Assert.Equal(degraded, string.Join(' ', load.Degraded));
        Assert.Equal(panic, string.Concat(load.Panic.Select(flag => flag ? '*' : '.')));
    }

    [Theory]
    [InlineData("5,0 5,0,2 5,0,1", "0 0 0", "0 67 33")]
    [InlineData("4,1 4,1 5,1", "37 35 28", "0 0 0")]
    [InlineData("100,71,29", "99", "1")]
    [InlineData("100,25,65", "35", "65")]
    [InlineData("100,5", "100", "0")]
    [InlineData("3,0 4,0", "100 0", "0 0")]
    [InlineData("0,0 0,0", "100 0", "0 0")]
    public void Without_panic(string levels, string healthy, string degraded)
    {
        PriorityLoad load = PriorityLoad.Compute(Levels(levels), panicThreshold: 0);

        Assert.Equal((healthy, degraded), (string.Join(' ', load.Healthy), string.Join(' ', load.Degraded)));
        Assert.DoesNotContain(true, load.Panic);
    }

    [Theory]
    [InlineData(1, 1, 100)]
    [InlineData(1, 2, 70)]
    [InlineData(3, 4, 100)]
    [InlineData(2, 4, 70)]
    [InlineData(2, 3, 93)]
    [InlineData(1, 3, 46)]
    [InlineData(4, 5, 100)]
    [InlineData(1, 4, 35)]
    [InlineData(3, 5, 84)]
    [InlineData(1, 5, 28)]
    [InlineData(2, 5, 56)]
    [InlineData(0, 7, 0)]
    public void A_level_keeps_what_its_healthy_hosts_can_take_and_spills_the_rest(int healthy, int total, int kept)
    {
        PriorityLoad load = PriorityLoad.Compute([new(total, healthy), new(3, 3)], panicThreshold: 0);

        Assert.Equal([kept, 100 - kept], load.Healthy);
    }

    [Fact]
    public void Another_overprovisioning_factor_spills_earlier() =>
        Assert.Equal([50, 50], PriorityLoad.Compute([new(4, 2), new(4, 2)], overprovisioningFactor: 100).Healthy);

    [Fact]
    public void Any_hosts_give_loads_that_sum_to_100() =>
        Gen.Select(Level.Array[1, 6], Gen.Int[0, 100], Gen.Int[1, 300]).Sample((levels, threshold, factor) =>
        {
            PriorityLoad load = PriorityLoad.Compute(levels, threshold, factor);
            return load.Healthy.Sum() + load.Degraded.Sum() == 100 && load.Healthy.Concat(load.Degraded).All(percent => percent >= 0);
        });

    [Fact]
    public void Retries_leave_the_priorities_they_tried()
    {
        PriorityHosts[] hosts = [new(10, 3), new(10, 2), new(10, 10)];

        Assert.Equal(("0 28 72", "0 0 0"), Without(hosts, 0));
        Assert.Equal(("0 0 100", "0 0 0"), Without(hosts, 0, 1));
        Assert.Null(Without(hosts, 0, 1, 2));
        Assert.Equal(("0 0 0", "0 28 72"), Without([new(10, 0, 3), new(10, 0, 2), new(10, 0, 10)], 0));
        Assert.Equal(("0 0 40", "60 0 0"), Without([new(10, 0, 3), new(10, 9, 1), new(10, 2)], 1));
    }

    private static (string Healthy, string Degraded)? Without(PriorityHosts[] hosts, params int[] tried)
    {
        bool[] attempted = [.. hosts.Select((_, i) => tried.Contains(i))];
        var healthy = new int[hosts.Length];
        var degraded = new int[hosts.Length];
        return PriorityLoadCalculator.ComputeWithout(attempted, hosts, 140, healthy, degraded)
            ? (string.Join(' ', healthy), string.Join(' ', degraded))
            : null;
    }

    private static Gen<PriorityHosts> Level => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 9])
        .Select((healthy, degraded, unhealthy, excluded) =>
            new PriorityHosts(healthy + degraded + unhealthy + excluded, healthy, degraded, excluded));

    private static PriorityHosts[] Levels(string text) => [.. text.Split(' ').Select(level =>
    {
        int[] n = [.. level.Split(',').Select(int.Parse)];
        return new PriorityHosts(n[0], n[1], n.Length > 2 ? n[2] : 0, n.Length > 3 ? n[3] : 0);
    })];
}

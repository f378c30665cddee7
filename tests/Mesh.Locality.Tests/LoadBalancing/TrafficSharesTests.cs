using CsCheck;
using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

public class TrafficSharesTests
{
    [Fact]
    public void Two_clusters_with_failover_use_the_own_one_until_it_is_gone()
    {
        EndpointGroup local = Group("us-east-1/us-east-1a", 0, EndpointHealth.Healthy);
        EndpointGroup remote = Group("us-west1/us-west1-a", 1, EndpointHealth.Healthy);

        Assert.Equal([1, 0], Shares([local, remote]));
        Assert.Equal([0, 1], Shares([Group("us-east-1/us-east-1a", 0, EndpointHealth.Unhealthy), remote]));
        // Without outlier detection both are priority 0.
        Assert.Equal([0.5, 0.5], Shares([local, remote with { Priority = 0 }]));
    }

    [Fact]
    public void Distribute_shifts_weight_only_below_71_percent()
    {
        ValueList<EndpointGroup> groups =
        [
            Group("near", 0, EndpointHealth.Healthy, EndpointHealth.Unhealthy) with { Weight = 80 },
            Group("own", 0, EndpointHealth.Healthy) with { Weight = 20 },
        ];
        double[] shares = Shares(groups, new TrafficShareOptions { LocalityWeighted = true, PanicThreshold = 0 });

        Assert.Equal(56.0 / 76, shares[0], 6);
        Assert.Equal(20.0 / 76, shares[2], 6);
    }

    [Fact]
    public void Nobody_healthy_without_panic_is_lost_and_with_panic_everybody_is_used()
    {
        ValueList<EndpointGroup> groups = [Group("a", 0, EndpointHealth.Unhealthy, EndpointHealth.Draining)];

        Assert.Equal(1, TrafficShares.Compute(groups, new TrafficShareOptions { PanicThreshold = 0 }).NoHealthyUpstream);
        Assert.Equal([0.5, 0.5], Shares(groups, new TrafficShareOptions()));
        Assert.Equal(1, TrafficShares.Compute(default, new TrafficShareOptions()).NoHealthyUpstream);
    }

    [Fact]
    public void A_draining_host_leaves_the_denominator_and_an_unhealthy_one_does_not()
    {
        EndpointGroup spare = Group("b", 1, EndpointHealth.Healthy);

        Assert.Equal(1, Shares([Group("a", 0, EndpointHealth.Healthy, EndpointHealth.Draining), spare])[0]);
        Assert.Equal(0.7, Shares([Group("a", 0, EndpointHealth.Healthy, EndpointHealth.Unhealthy), spare])[0], 6);
    }

    [Fact]
    public void An_address_that_appears_in_several_groups_counts_where_it_is_first()
    {
        var gateway = new LocalityEndpoint("34.1.1.1", 15443);
        ValueList<EndpointGroup> groups = [
            new(new Locality("r", "z1"), [gateway]) { Priority = 1 }, new(new Locality("r", "z2"), [gateway])];

        EndpointShare share = Assert.Single(TrafficShares.Compute(groups, new TrafficShareOptions()).Endpoints);
        Assert.Equal((1, 1.0), (share.Priority, share.Share));
    }

    [Fact]
    public void Any_groups_give_shares_that_sum_to_1_with_the_loss() =>
        Gen.Select(AnyGroups, AnyOptions).Sample((groups, options) =>
        {
            TrafficShares shares = TrafficShares.Compute(groups, options);
            double sum = shares.Endpoints.Sum(endpoint => endpoint.Share) + shares.NoHealthyUpstream;
            return Math.Abs(sum - 1) < 1e-9 && shares.Endpoints.All(endpoint => endpoint.Share >= 0);
        });

    [Fact]
    public void Any_groups_setting_and_client_give_an_assignment_without_gaps() =>
        Gen.Select(AnyGroups, OneOf("a", "b", "*", "a/x", ""), OneOf("a", "b", "z"), Gen.Int[0, 4]).Sample((groups, from, to, kind) =>
        {
            ValueList<EndpointGroup> flat = groups.Select(group => group with { Priority = 0 }).ToValueList();
            EffectiveLbSetting setting = kind switch
            {
                0 => Places.Rule(new LocalityLbConfig()),
                1 => Places.Rule(new LocalityLbConfig { Failover = [new(from, to)] }),
                2 => Places.Rule(new LocalityLbConfig { FailoverPriority = [to, from + "=" + to, ""] }),
                3 => Places.Rule(new LocalityLbConfig { Distribute = [new(from, [new(to, 30), new("*", 70)])] }),
                _ => Places.Rule(new ZoneAwareLbConfig { Failover = [new(from, to)] }),
            };
            ValueList<EndpointGroup> assigned = new PriorityAssignment(flat, setting, true, IstioVersion.V1_31)
                .For(Places.At("a/x/y", ("a", "b")));
            int[] priorities = [.. assigned.Select(group => group.Priority).Distinct().Order()];
            return priorities.SequenceEqual(Enumerable.Range(0, priorities.Length));
        });

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<ValueList<EndpointGroup>> AnyGroups =>
        Gen.Select(
            OneOf("a/x/y", "a/x", "a", "b/x", "c", ""), Gen.Int[0, 3], Gen.Int[-1, 9].Select(i => i < 0 ? (uint?)null : (uint)i),
            AnyEndpoint.Array[0, 5])
            .Select((locality, priority, weight, endpoints) =>
                new EndpointGroup(Locality.Parse(locality), endpoints.ToValueList()) { Priority = priority, Weight = weight })
            .Array[0, 6].Select(groups => groups.ToValueList());

    private static Gen<LocalityEndpoint> AnyEndpoint => Gen.Select(Gen.Int[0, 20], Gen.UInt[0, 5], Gen.Int[0, 5])
        .Select(
            (address, weight, health) => new LocalityEndpoint($"10.{address}", 80) { Weight = weight, Health = (EndpointHealth)health });

    private static Gen<TrafficShareOptions> AnyOptions =>
        Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Int[-1, 100].Select(i => i < 0 ? (int?)null : i), Gen.Int[1, 200], Gen.Bool)
        .Select((policy, weighted, panic, factor, zones) => new TrafficShareOptions
        {
            Policy = (LbPolicy)policy,
            LocalityWeighted = weighted,
            PanicThreshold = panic,
            OverprovisioningFactor = factor,
            Zones = zones
                ? new ZoneAwareness(
                    Locality.Parse("a/x/y"), [new(Locality.Parse("a/x/y"), 2), new(new Locality("a"), 1)])
                { MinClusterSize = 1 }
                : null,
        });

    private static double[] Shares(ValueList<EndpointGroup> groups, TrafficShareOptions? options = null) =>
        [.. TrafficShares.Compute(
            groups, options ?? new TrafficShareOptions { PanicThreshold = 0 }).Endpoints.Select(endpoint => endpoint.Share)];

    private static EndpointGroup Group(string locality, int priority, params EndpointHealth[] health) => new(
        Locality.Parse(locality), health.Select((state, i) => new LocalityEndpoint($"{locality}-{i}", 80) { Health = state }).ToValueList())
    {
        Priority = priority,
    };
}

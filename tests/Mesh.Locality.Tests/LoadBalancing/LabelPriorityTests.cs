using Mesh.LoadBalancing;

namespace Mesh.Localities.Tests.LoadBalancing;

/// <summary>Priorities by labels, with the tables of istio's own tests.</summary>
public class LabelPriorityTests
{
    private const string Net = TopologyLabels.Network;
    private const string Clu = TopologyLabels.Cluster;

    [Theory]
    [InlineData("net clu", "net=test clu=test", "0:2 0:2 0:2", true)]
    [InlineData("net clu", "net=n1 clu=test", "0:1 1:1 0:1 1:1 0:1 1:1", true)]
    [InlineData("net clu", "net=test clu=c1", "0:1 1:1 1:2 0:1 1:1", true)]
    [InlineData("net clu", "net=test clu=c1", "0:2 0:2 0:2", false)]
    [InlineData("key net clu", "key=value net=n2 clu=c2", "0:1 3:1 1:1 2:1 0:1 2:1", true)]
    [InlineData("net=n1", "net=n2 clu=test", "0:1 1:1 0:1 1:1 0:1 1:1", true)]
    [InlineData("net=n3", "net=n1 clu=test", "0:2 0:2 0:2", true)]
    public void The_first_mismatch_decides(string keys, string client, string expected, bool since131)
    {
        ValueList<EndpointGroup> groups =
        [
            Group("region1/zone1/subzone1", "net=n1 clu=c1", "key=value net=n2 clu=c2"),
            Group("region2/zone2/subzone2", "key=value net=n1 clu=c3", "key=value net=n2 clu=c4"),
            Group("region3/zone3/subzone3", "key=value net=n1 clu=c1", "key=value net=n2 clu=c2"),
        ];

        ValueList<EndpointGroup> assigned = Assign(groups, keys, client, since131 ? IstioVersion.V1_31 : IstioVersion.V1_30);

        string text = string.Join(
            ' ',
            assigned.OrderBy(
                g => g.Locality.Region, StringComparer.Ordinal).ThenBy(g => g.Priority).Select(g => $"{g.Priority}:{g.Weight}"));
        Assert.Equal(expected, text);
    }

    [Fact]
    public void The_network_first_is_a_preference_and_the_other_keys_still_order()
    {
        Assert.Equal([1, 3, 0, 3, 2, 1], Ranked("net region zone", "net=n1 region=region2 zone=zone2", []));
    }

    [Fact]
    public void Failover_rules_refine_the_order_of_labels() =>
        Assert.Equal([3, 0, 4, 2, 1, 5], Ranked("net clu", "net=n2 clu=c2", [new RegionFailover("region1", "region2")]));

    [Fact]
    public void A_value_of_the_key_replaces_the_clients_own()
    {
        ValueList<EndpointGroup> groups = [Group("", "priority=1"), Group("", "priority=2")];

        Assert.Equal([0, 1], Assign(groups, "priority", "priority=1", IstioVersion.V1_31).Select(group => group.Priority));
        Assert.Equal([1, 0], Assign(groups, "priority=2", "priority=1", IstioVersion.V1_31).Select(group => group.Priority));
        // More than one = is no value at all.
        Assert.Equal([0, 1], Assign(groups, "priority=2=3", "priority=1", IstioVersion.V1_31).Select(group => group.Priority));
    }

    [Fact]
    public void A_client_without_labels_keeps_the_groups_and_empty_groups_disappear()
    {
        ValueList<EndpointGroup> groups = [Group("r1", "a=1"), Group("r2")];
        EffectiveLbSetting setting = Places.Rule(new LocalityLbConfig { FailoverPriority = ["a"] });

        Assert.Equal(groups, new PriorityAssignment(groups, setting, true, IstioVersion.V1_31).For(Places.At("r1")));
        Assert.Single(new PriorityAssignment(groups, setting, true, IstioVersion.V1_31).For(Places.At("r1", ("a", "1"))));
    }

    [Fact]
    public void A_label_that_neither_side_has_matches()
    {
        ValueList<EndpointGroup> groups = [Group("r1", "a=1"), Group("r2", "fallback=1 a=2")];

        Assert.Equal([0, 1], Assign(groups, "fallback", "a=1", IstioVersion.V1_31).Select(group => group.Priority));
    }

    private static int[] Ranked(string keys, string client, ValueList<RegionFailover> failover)
    {
        ValueList<EndpointGroup> groups =
        [
            Group("region1/zone1/subzone1", "net=n1 clu=c1 region=region1 zone=zone1"),
            Group("region1/zone2/subzone2", "net=n2 clu=c2 region=region1 zone=zone2"),
            Group("region2/zone2/subzone2", "net=n1 clu=c3 region=region2 zone=zone2"),
            Group("region3/zone3/subzone3", "net=n2 clu=c4 region=region3 zone=zone3"),
            Group("region2/zone2/subzone2", "net=n2 clu=c2 region=region2 zone=zone2"),
            Group("region3/zone3/subzone3", "net=n1 clu=c6 region=region3 zone=zone3"),
        ];
        LocalityLbConfig setting = new LocalityLbConfig { FailoverPriority = Keys(keys), Failover = failover.IsEmpty ? null : failover };
        return Places.Priorities(groups, Client(client), Places.Rule(setting));
    }

    private static ValueList<EndpointGroup> Assign(ValueList<EndpointGroup> groups, string keys, string client, IstioVersion version) =>
        new PriorityAssignment(groups, Places.Rule(new LocalityLbConfig { FailoverPriority = Keys(keys) }), true, version)
            .For(Client(client));

    private static LbClient Client(string labels) => new(Locality.Parse("region1/zone1/subzone1"), Labels(labels));

    private static ValueList<string> Keys(string keys) => keys.Split(' ').Select(Long).ToValueList();

    private static EndpointGroup Group(string locality, params string[] endpoints) => Places.Group(
        locality, (uint)endpoints.Length, [
            .. endpoints.Select((labels, i) => new LocalityEndpoint($"10.{i}", 80) { LocalityText = locality, Labels = Labels(labels) })]);

    private static ValueMap<string> Labels(string labels) =>
        Places.Labels([.. labels.Split(' ').Select(label => (Long(label.Split('=')[0]), label.Split('=')[1]))]);

    private static string Long(string key) =>
        key.StartsWith("net", StringComparison.Ordinal)
            ? Net + key[3..]
            : key.StartsWith("clu", StringComparison.Ordinal)
            ? Clu + key[3..]
            : key;
}

using Mesh.Istio.ControlPlane;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Forecasting.Meshes;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>The policy of a cluster, and the reasons of priorities.</summary>
public class PolicyTests
{
    private const string Host = "host.example.com";

    private static readonly string ThreePlaces = Entry(localities: ["r1/z1/s1", "r1/z2", "r2"]);

    [Fact]
    public void Outlier_detection_alone_makes_failover_by_distance() =>
        Assert.Equal(
            "0 r1/z1/s1 1: 10.0.0.1:80*1; 1 r1/z2 1: 10.0.0.2:80*1; 2 r2 1: 10.0.0.3:80*1",
            Groups(Cluster("trafficPolicy: { outlierDetection: {} }")));

    [Fact]
    public void Settings_of_a_port_without_outlier_detection_switch_failover_off_for_it()
    {
        EnvoyCluster cluster = Cluster(
            "trafficPolicy: { outlierDetection: {}, portLevelSettings: [{ port: { number: 80 }, tls: { mode: DISABLE } }] }");

        Assert.Null(cluster.OutlierDetection);
        Assert.All(cluster.Groups!.Value, group => Assert.Equal(0, group.Priority));
        Assert.Contains(
            "DestinationRule shop/rule "
                + "trafficPolicy.portLevelSettings[port 80].outlierDetection is not "
                    + "set", cluster.Explain(cluster.Groups!.Value[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Outlier_detection_of_MeshConfig_ejects_but_makes_no_priorities()
    {
        PushContext mesh = Of(ThreePlaces);
        mesh = mesh with { Settings = mesh.Settings with { DefaultOutlierDetection = new OutlierDetection { MaxEjectionPercent = 50 } } };
        EnvoyCluster cluster = View(mesh).Cluster(Host, 80)!;

        Assert.Equal(50u, cluster.OutlierDetection!.MaxEjectionPercent);
        Assert.All(cluster.Groups!.Value, group => Assert.Equal(0, group.Priority));
    }

    [Fact]
    public void Zone_aware_routing_ranks_regions_without_outlier_detection_since_1_31()
    {
        PushContext mesh = Of(ThreePlaces + RuleText("trafficPolicy: { loadBalancer: { zoneAwareLbSetting: {} } }"));

        Assert.Equal([0, 0, 1], Priorities(View(mesh)));
        Assert.Equal([0, 0, 0], Priorities(View(mesh with { Version = IstioVersion.V1_30 })));
        Assert.Equal(new ZoneAwareLb(true, null), View(mesh).Cluster(Host, 80)!.ZoneAware);
    }

    [Fact]
    public void Zone_aware_routing_that_is_off_ranks_nothing_even_with_outlier_detection() =>
        Assert.Equal(
            [0, 0, 0],
            Priorities(View(
                Of(
                    ThreePlaces + RuleText(
                        "trafficPolicy: { outlierDetection: {}, loadBalancer: { zoneAwareLbSetting: { enabled: false } } }")))));

    [Fact]
    public void Passthrough_leaves_nothing_to_balance_and_subsets_inherit_it()
    {
        string rule = RuleText(
            "trafficPolicy: { loadBalancer: { simple: PASSTHROUGH } }\n  subsets: [{ name: v1, "
                + "trafficPolicy: { loadBalancer: { simple: RANDOM } } }]");

        Assert.All(View(Of(ThreePlaces + rule)).ClustersOf(Host), cluster =>
        {
            Assert.Equal(DiscoveryType.OriginalDst, cluster.Type);
            Assert.Equal(EnvoyLbPolicy.ClusterProvided, cluster.LbPolicy);
            Assert.Null(cluster.Groups);
        });
    }

    [Theory]
    [InlineData("NONE", ProxyType.Sidecar, DiscoveryType.OriginalDst)]
    [InlineData("NONE", ProxyType.Router, DiscoveryType.Eds)]
    [InlineData("STATIC", ProxyType.Sidecar, DiscoveryType.Eds)]
    [InlineData("DNS", ProxyType.Sidecar, DiscoveryType.StrictDns)]
    [InlineData("DNS_ROUND_ROBIN", ProxyType.Sidecar, DiscoveryType.LogicalDns)]
    public void The_resolution_decides_how_hosts_are_found(string resolution, ProxyType type, DiscoveryType expected) =>
        Assert.Equal(expected, View(Of(Entry(resolution: resolution)), Client() with { Type = type }).Cluster(Host, 80)!.Type);

    [Fact]
    public void Labels_rank_DNS_endpoints_since_1_30_and_never_in_subsets()
    {
        PushContext mesh = Of(
            Entry(resolution: "DNS", localities: ["r1/z1/s1", "r2"])
            + RuleText(
                "trafficPolicy: { outlierDetection: {}, loadBalancer: { localityLbSetting: { failoverPriority: "
                    + "[topology.kubernetes.io/region] } } }\n  subsets: [{ name: all }]"));

        Assert.Equal([0, 1], Priorities(View(mesh)));
        Assert.Equal([0, 0], Priorities(View(mesh), "all"));
        Assert.Equal([0, 0], Priorities(View(mesh with { Version = new IstioVersion(1, 29) })));
    }

    [Theory]
    [InlineData("failover: [{ from: r1, to: r2 }]", "priority 2 by distance: DestinationRule shop/rule trafficPolicy.loadBalancer.localityLbSetting.failover[0] sends region 'r1' to 'r2'")]
    [InlineData("failoverPriority: [topology.kubernetes.io/region]", "priority 1 because `topology.kubernetes.io/region` is 'r2' and not 'r1' (DestinationRule shop/rule trafficPolicy.loadBalancer.localityLbSetting.failoverPriority[0])")]
    [InlineData("distribute: [{ from: r1, to: { r1: 30, r2: 70 } }]", "priority 0 with weight 70 because DestinationRule shop/rule trafficPolicy.loadBalancer.localityLbSetting.distribute[0] gives 'r2' 70 %")]
    [InlineData("enabled: false", "priority 0 because DestinationRule shop/rule trafficPolicy.loadBalancer.localityLbSetting switches locality load balancing off")]
    public void A_reason_names_the_object_and_the_field(string setting, string reason)
    {
        EnvoyCluster cluster = Cluster(
            $"trafficPolicy: {{ outlierDetection: {{}}, loadBalancer: {{ localityLbSetting: {{ {setting} }} }} }}");

        Assert.Equal(reason, cluster.Explain(cluster.Groups!.Value.Single(group => group.Locality.Region == "r2")));
    }

    [Fact]
    public void Reasons_take_no_part_in_the_value_of_a_cluster() =>
        Assert.Equal(Cluster("trafficPolicy: { outlierDetection: {} }"), Cluster("trafficPolicy: { outlierDetection: {} }"));

    private static EnvoyCluster Cluster(string spec) => View(Of(ThreePlaces + RuleText(spec))).Cluster(Host, 80)!;

    private static IEnumerable<int> Priorities(ProxyConfig view, string subset = "") =>
        view.Cluster(Host, 80, subset)!.Groups!.Value
            .OrderBy(group => group.Locality.ToString(), StringComparer.Ordinal)
            .Select(group => group.Priority);

    private static string RuleText(string spec) => $"""
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {"{"} name: rule, namespace: shop {"}"}
        spec:
          host: host.example.com
          {spec}
        """;
}

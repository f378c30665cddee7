using Mesh.Inventories;

namespace Mesh.Abstractions.Tests.Inventories;

public class InventoryBuilderTests
{
    [Fact]
    public void A_cluster_holds_what_was_declared_in_order()
    {
        ClusterInventory cluster = Build(c => c
            .WithRegion("us-east-2").WithNetwork("aws").WithTrustDomain("td").WithIstioVersion(IstioVersion.V1_30)
            .AddNode("n2").AddNode("n1", n => n.At("us-east-2/us-east-2a/rack").WithLabel("pool", "a"))
            .AddNamespace("b").AddNamespace("a-b").AddNamespace("a", [new("istio-injection", "enabled")])
            .AddService("b", "s").AddService("a-b", "s").AddService("a", "s")
            .AddServiceAccount("b", "sa").AddServiceAccount("a", "sa"));

        Assert.Equal(
            ("aws", IstioVersion.V1_30, "td", "aws"), (cluster.Name, cluster.IstioVersion!.Value, cluster.TrustDomain, cluster.Network));
        Assert.Equal("us-east-2 (declaration of Cluster aws)", cluster.Locality.ToString());
        Assert.Equal(["n1", "n2"], cluster.Nodes.Select(node => node.Name));
        Assert.Equal(["a", "a-b", "b"], cluster.Namespaces.Select(item => item.Name));
        Assert.Equal(["a", "a-b", "b"], cluster.Services.Select(item => item.Namespace));
        Assert.Equal(["a", "b"], cluster.ServiceAccounts.Select(item => item.Namespace));
    }

    [Fact]
    public void Services_carry_annotations_and_routes_of_others_are_declared()
    {
        ClusterInventory cluster = Build(c => c
            .AddService("ns", "s", s => s.WithAnnotation("multicluster.mesh/expose", "true"))
            .AddVirtualService("ns", "mine", "s", "s.ns.svc.cluster.local"));

        Assert.Equal([new("multicluster.mesh/expose", "true")], cluster.Services[0].Annotations);
        Assert.Equal(
            new VirtualServiceInfo { Name = "mine", Namespace = "ns", Hosts = ["s", "s.ns.svc.cluster.local"] },
            Assert.Single(cluster.VirtualServices));
    }

    [Fact]
    public void A_node_carries_the_labels_that_its_place_needs()
    {
        NodeInfo node = Build(c => c.AddNode("n1", n => n.At("r/z/s").WithLabel("pool", "a"))).Nodes[0];

        Assert.Equal(
            [new("pool", "a"), new(LocalityLabel.Subzone, "s"), new(LocalityLabel.Region, "r"), new(LocalityLabel.Zone, "z")],
            node.Labels);
        Assert.Equal("r/z/s", node.Locality.Value.ToString());
        Assert.Equal(
            [LocalityLabel.Region, LocalityLabel.Zone, LocalityLabel.Subzone], node.Locality.Sources.Select(source => source.Field));
    }

    [Fact]
    public void A_pod_is_where_it_is_put_else_where_its_node_is_else_where_the_cluster_is()
    {
        ClusterInventory cluster = Build(c => c.WithRegion("r").AddNode("n1", n => n.At("r/z"))
            .AddWorkload("ns", "a", w => w.OnNode("n1").At("x/y"))
            .AddWorkload("ns", "b", w => w.OnNode("n1"))
            .AddWorkload("ns", "c"));

        Assert.Equal(["x/y", "r/z", "r"], cluster.Workloads.Select(pod => pod.Locality.Value.ToString()));
        Assert.Equal(["Pod", "Node", "Pod"], cluster.Workloads.Select(pod => pod.Locality.Sources[0].Kind));
    }

    [Fact]
    public void The_cluster_is_where_most_nodes_are_unless_declared() =>
        Assert.Equal(
            "b (topology.kubernetes.io/region of Node n2)",
            Build(
                c => c.AddNode("n1", n => n.At("a/z")).AddNode("n2", n => n.At("b/z"))
                    .AddNode("n3", n => n.At("b/y"))).Locality.ToString());

    [Fact]
    public void A_gateway_is_a_service_and_a_pod_for_each_place()
    {
        ClusterInventory cluster = Build(c => c.AddGateway("ns", "ingress", g => g
            .WithWorkload("app", "x").WithClusterIp("10.96.1.50").WithExternalAddress("34.1.1.2").WithExternalAddress("34.1.1.1")
            .At("us-east-2/us-east-2a").At("us-east-2/us-east-2a").At("us-east-2/us-east-2b").WithServiceAccount("sa")
                .WithPorts(80, 15443)));

        GatewayInfo gateway = new GatewayLookup(cluster).Find("ns", [new("app", "x")])!;

        Assert.Equal(("LoadBalancer", "10.96.1.50"), (gateway.Service.Type, gateway.Service.ClusterIps[0]));
        Assert.Equal(["34.1.1.1", "34.1.1.2"], gateway.Service.ExternalAddresses);
        Assert.Equal([80, 15443], gateway.Service.Ports.Select(port => port.Number));
        Assert.Equal(
            [("us-east-2/us-east-2a", 2), ("us-east-2/us-east-2b", 1)],
            gateway.Localities.Select(count => (count.Locality.ToString(), count.Pods)));
        Assert.Equal((3, "sa"), (gateway.ReadyPods, gateway.ServiceAccounts[0]));
        Assert.All(cluster.Workloads, pod => Assert.True(pod.InMesh));
    }

    [Fact]
    public void A_gateway_without_place_is_where_the_cluster_is_and_may_have_no_pods()
    {
        Assert.Equal(
            "r", Build(c => c.WithRegion("r").AddGateway("ns", "g", g => g.WithWorkload("app", "x"))).Workloads[0].Locality.Value.Region);
        Assert.Empty(Build(c => c.WithRegion("r").AddGateway("ns", "g", g => g.WithWorkload("app", "x").WithoutPods())).Workloads);
    }

    [Fact]
    public void Services_get_the_endpoints_that_Kubernetes_would_make()
    {
        ClusterInventory cluster = Build(c => c
            .AddService(
                "ns", "s",
                s => s.WithSelector("app", "x").WithPort(80, "http", "web").WithPort(9000, "raw").WithPort(9001, "num", "7")
                    .WithPort(1, "none", "absent"))
            .AddService("ns", "all-by-hand")
            .AddWorkload("ns", "b", w => w.WithLabel("app", "x").WithAddress("10.0.0.2").WithPort("web", 8080).AsNotReady())
            .AddWorkload("ns", "a", w => w.WithLabel("app", "x").WithAddress("10.0.0.1").OnNode("n1"))
            .AddWorkload("ns", "no-address", w => w.WithLabel("app", "x"))
            .AddWorkload("other", "a", w => w.WithLabel("app", "x").WithAddress("10.0.0.9"))
            .AddNode("n1"));

        Assert.Equal(
            [("10.0.0.1", "a", true, "n1"), ("10.0.0.2", "b", false, "")],
            cluster.Endpoints.Select(e => (e.Address, e.Workload, e.Ready, e.Node)));
        Assert.Equal([new("num", 7), new("raw", 9000)], cluster.Endpoints[0].Ports);
        Assert.Equal([new("http", 8080), new("num", 7), new("raw", 9000)], cluster.Endpoints[1].Ports);
    }

    [Fact]
    public void All_contradictions_are_reported_with_their_paths()
    {
        Inventory inventory = new InventoryBuilder()
            .AddCluster("aws", c => c
                .AddNode("n1").AddNode("n1").AddService("ns", "s").AddGateway("ns", "s", g => g.WithWorkload("app", "x"))
                .AddWorkload(
                    "ns", "p",
                    w => w.OnNode("gone")).AddNamespace("a").AddNamespace("a").AddServiceAccount("ns", "sa").AddServiceAccount("ns", "sa"))
            .AddCluster("aws", _ => { })
            .Build();

        Assert.Equal(
            [
                "MI005 clusters/aws", "MI005 clusters/aws/namespaces/a", "MI005 clusters/aws/nodes/n1",
                "MI005 clusters/aws/serviceaccounts/ns/sa", "MI005 clusters/aws/services/ns/s", "MI011 clusters/aws/workloads/ns/p"],
            inventory.Diagnostics.Select(d => $"{d.Code} {d.Path}"));
        Assert.Single(inventory.Clusters);
    }

    [Fact]
    public void Declaring_in_another_order_gives_an_equal_inventory()
    {
        Inventory one = new InventoryBuilder().AddCluster("a", c => c.AddNode("n1").AddNode("n2")).AddCluster("b", _ => { }).Build();
        Inventory other = new InventoryBuilder().AddCluster("b", _ => { }).AddCluster("a", c => c.AddNode("n2").AddNode("n1")).Build();

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Misuse_throws()
    {
        var builder = new InventoryBuilder();
        builder.Build();

        Assert.Throws<InvalidOperationException>(() => builder.Build());
        Assert.Throws<ArgumentException>(() => new InventoryBuilder().AddCluster("", _ => { }));
        Assert.Throws<ArgumentNullException>(() => new InventoryBuilder().AddCluster("a", null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => Build(c => c.AddService("ns", "s", s => s.WithPort(70_000))));
        foreach (
            string label in new[] { LocalityLabel.Region, LocalityLabel.LegacyZone, LocalityLabel.Override,
                LocalityLabel.TopologyOverride })
        {
            Assert.Throws<ArgumentException>(() => Build(c => c.AddWorkload("ns", "p", w => w.WithLabel(label, "x"))));
        }
    }

    private static ClusterInventory Build(Action<InventoryClusterBuilder> configure) =>
        new InventoryBuilder().AddCluster("aws", configure).Build().Clusters[0];
}

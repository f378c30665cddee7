using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Manifests;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>One endpoint, whose address leads to different things: forecast and simulation say the same about each of them.</summary>
public class AddressBookTests
{
    [Theory]
    // A pod of another cluster, with and without the label that names the cluster.
    [InlineData("10.2.0.1", "west", "west shop/a", "west")]
    [InlineData("10.2.0.1", "", "west shop/a", "west")]
    // A pod of the own cluster.
    [InlineData("10.1.0.1", "", "east shop/a", "east")]
    // A Service by its cluster IP, by its names, and by the name of its load balancer.
    [InlineData("10.0.0.1", "", "east shop/a", "east")]
    [InlineData("a.shop.svc.cluster.local", "", "east shop/a", "east")]
    [InlineData("a.shop.svc", "", "east shop/a", "east")]
    [InlineData("a.shop", "", "east shop/a", "east")]
    [InlineData("a", "", "east shop/a", "east")]
    [InlineData("lb.west.example", "", "west shop/a", "west")]
    [InlineData("lb.west.example", "west", "west shop/a", "west")]
    // A name that stands for another name, and a port of a node.
    [InlineData("alias", "", "east shop/a", "east")]
    [InlineData("alias.shop.svc.cluster.local", "", "east shop/a", "east")]
    [InlineData("192.168.2.1", "", "west shop/a", "west")]
    public void What_fails_behind_an_address_fails_for_its_callers(string address, string label, string service, string cluster)
    {
        MeshResources resources = Resources(address, label);

        Forecast now = Ask(resources).Now();
        Assert.Equal($"{cluster} 100", ForecastCases.Clusters(now));
        Assert.Empty(now.Assumptions);
        Assert.Empty(now.Diagnostics);
        Assert.Equal(0, Failed(resources, _ => { }));
        foreach (Action<FailureBuilder> failure in (Action<FailureBuilder>[])
            [
                failure => failure.ServiceDown(service.Split(' ')[0], service.Split(' ')[1]),
                failure => failure.ServiceScaledToZero(service.Split(' ')[0], service.Split(' ')[1]),
            ])
        {
            Assert.Equal(100, Ask(resources).When(failure).LostPercent);
            Assert.Equal(100, Failed(resources, failure));
        }
    }

    [Theory]
    [InlineData("10.2.0.1", "west")]
    [InlineData("10.2.0.1", "")]
    [InlineData("lb.west.example", "")]
    public void What_is_in_another_cluster_is_lost_with_it_and_with_the_path_there(string address, string label)
    {
        MeshResources resources = Resources(address, label);
        foreach (Action<FailureBuilder> failure in (Action<FailureBuilder>[])[
            failure => failure.ClusterDown("west"), failure => failure.PathDown("east", "west")])
        {
            Assert.Equal(100, Ask(resources).When(failure).LostPercent);
            Assert.Equal(100, Failed(resources, failure));
        }
    }

    [Theory]
    [InlineData("203.0.113.7", "no cluster of the inventory has it")]
    [InlineData("somewhere.example", "no cluster of the inventory has it")]
    [InlineData("loop", "Service shop/loop in east is the name of something outside")]
    [InlineData("10.9.0.1", "the clusters north, west all have it, and nothing says which one is meant")]
    public void What_nobody_or_more_than_one_has_is_assumed_to_answer_and_the_answer_says_so(string address, string why)
    {
        MeshResources resources = Resources(address, "");
        Forecast forecast = Ask(resources).When(failure => failure.ClusterDown("west"));

        Assert.Equal(0, forecast.LostPercent);
        Assert.Equal([$"{address} answers: {why}"], forecast.Assumptions);
        Assert.Equal("MF010", Assert.Single(forecast.Diagnostics).Code);
        Assert.Contains($"assuming that {address} answers", forecast.ToString(), StringComparison.Ordinal);
        Assert.Equal(forecast, Forecast.FromJson(forecast.ToJson()));
        SimulationResult simulated = Simulation(resources).Run();
        Assert.Equal(0, simulated.Failed);
        Assert.Contains(why, Assert.Single(simulated.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proof_says_what_it_rests_on()
    {
        Assert.Equal(
            ["203.0.113.7 answers: no cluster of the inventory has it"], Ask(Resources("203.0.113.7", "")).SurvivesAny(0).Assumptions);
        Assert.Empty(Ask(Resources("10.2.0.1", "")).SurvivesAny(0).Assumptions);
    }

    private static ForecastQuery Ask(MeshResources resources) =>
        new Forecaster(resources, Inventory).ForClient("east", "shop/client").To("shop.example.com");

    private static SimulationBuilder Simulation(MeshResources resources) =>
        new Simulator(resources, Inventory)
            .ForClient("east", "shop/client")
            .To("shop.example.com")
            .WithRate(10)
            .For(TimeSpan.FromSeconds(10));

    private static double Failed(MeshResources resources, Action<FailureBuilder> failure)
    {
        SimulationResult result = Simulation(resources).At(TimeSpan.Zero, failure).Run();
        return 100.0 * result.Failed / result.Requests;
    }

    private static MeshResources Resources(string address, string label)
    {
        ManifestSet manifests = ManifestReader.Read($$"""
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: { name: entry, namespace: shop }
            spec:
              hosts: [shop.example.com]
              ports: [{ number: 80, name: http, protocol: HTTP }]
              resolution: {{(char.IsDigit(address[0]) ? "STATIC" : "DNS")}}
              endpoints: [{ address: {{address}}{{(label.Length > 0 ? $", labels: {{ multicluster.mesh/cluster: {label} }}" : "")}} }]
            """);
        Assert.Empty(manifests.Diagnostics);
        return new MeshResources
        {
            Clusters = [.. Inventory.Clusters.Select(
                cluster => new ClusterResources(cluster.Name) { Objects = cluster.Name == "east" ? manifests.Objects : [] })],
        };
    }

    private static Inventory Inventory { get; } = new InventoryBuilder()
        .AddCluster(
            "east",
            cluster => Shop(cluster, 1).AddWorkload("shop", "client", pod => pod.WithLabel("app", "client").WithAddress("10.1.0.9")))
        .AddCluster(
            "north", cluster => Shop(cluster, 3).AddWorkload("shop", "twin", pod => pod.WithLabel("app", "twin").WithAddress("10.9.0.1")))
        .AddCluster(
            "west", cluster => Shop(cluster, 2).AddWorkload("shop", "twin", pod => pod.WithLabel("app", "twin").WithAddress("10.9.0.1")))
        .Build();

    private static InventoryClusterBuilder Shop(InventoryClusterBuilder cluster, int number) => cluster
        .WithRegion(FormattableString.Invariant($"r{number}"))
        .AddNode("node", node => node.WithAddress(FormattableString.Invariant($"192.168.{number}.1")))
        .AddService("shop", "alias", service => service.WithExternalName("a.shop.svc.cluster.local"))
        .AddService("shop", "loop", service => service.WithExternalName("loop.shop.svc.cluster.local"))
        .AddService("shop", "a", service => service.WithSelector("app", "a").WithPort(80, "http").WithNodePort(80, 80)
            .WithClusterIp("10.0.0.1")
            .WithExternalAddress(number == 2 ? "lb.west.example" : FormattableString.Invariant($"192.0.2.{number}")))
        .AddWorkload("shop", "a-0", pod => pod.WithLabel("app", "a").WithAddress(FormattableString.Invariant($"10.{number}.0.1")));
}

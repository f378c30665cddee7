using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Manifests;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Resources that nobody generated: no labels of Mesh, one thing wrong in each.</summary>
public class HandWrittenForecastTests
{
    private const string GatewayYaml = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: { name: gw, namespace: shop }
        spec:
          selector: { istio: gw }
          servers:
          - port: { number: 80, name: http, protocol: HTTP }
            hosts: ["*"]
        ---

        """;

    private const string RouteYaml = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: route, namespace: shop }
        spec:
          hosts: [shop.example.com]
          gateways: [gw]
          http:
          - route:
            - destination: { host: a, port: { number: 9080 } }
              weight: 70
            - destination: { host: b, port: { number: 9080 } }
              weight: 30
        ---

        """;

    [Fact]
    public void An_address_is_followed_through_the_gateway_to_the_services_behind()
    {
        Assert.Equal("west 100", ForecastCases.Clusters(Ask(GatewayYaml + RouteYaml).Now()));

        Forecast forecast = Ask(GatewayYaml + RouteYaml).When(failure => failure.ServiceScaledToZero("west", "shop/b"));

        Assert.Equal("west 70", ForecastCases.Clusters(forecast));
        ForecastLoss loss = Assert.Single(forecast.Losses);
        Assert.Equal((ForecastLossKind.DeadEndpoint, 30.0), (loss.Kind, Math.Round(loss.Percent, 6)));
        Assert.Contains("gateway shop/gw in west answers 503", loss.Reason, StringComparison.Ordinal);
        Assert.Contains("answers in between", loss.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateway_without_a_route_answers_404_and_is_never_ejected()
    {
        Forecast forecast = Ask(GatewayYaml).Now();

        Assert.Equal(100, forecast.LostPercent);
        Assert.Contains("does not count 404", Assert.Single(forecast.Losses).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateway_without_listener_is_ejected() =>
        Assert.Equal(
            ForecastLossKind.NoHealthyUpstream,
            Assert.Single(Ask(RouteYaml + GatewayYaml.Replace("number: 80", "number: 81", StringComparison.Ordinal)).Now().Losses).Kind);

    [Fact]
    public void Over_TCP_a_gateway_that_accepts_and_has_nobody_behind_it_is_not_ejected()
    {
        string gateway = GatewayYaml.Replace("HTTP", "TCP", StringComparison.Ordinal);
        string route = RouteYaml.Replace("http:", "tcp:", StringComparison.Ordinal);

        Forecast accepted = Ask(gateway + route, protocol: "TCP")
            .When(failure => failure.ServiceScaledToZero("west", "shop/a").ServiceScaledToZero("west", "shop/b"));
        Forecast refused = Ask(gateway + route, protocol: "TCP").When(failure => failure.GatewayDown("west", "shop/gw"));

        Assert.Contains("sees TCP", Assert.Single(accepted.Losses).Reason, StringComparison.Ordinal);
        Assert.Equal(ForecastLossKind.NoHealthyUpstream, Assert.Single(refused.Losses).Kind);
    }

    [Theory]
    [InlineData("splitExternalLocalOriginErrors: true", "consecutive5xxErrors: 0", ForecastLossKind.NoHealthyUpstream)]
    [InlineData("splitExternalLocalOriginErrors: false", "consecutive5xxErrors: 0", ForecastLossKind.DeadEndpoint)]
    [InlineData("splitExternalLocalOriginErrors: false", "consecutive5xxErrors: 5", ForecastLossKind.NoHealthyUpstream)]
    public void An_unreachable_gateway_is_a_failure_of_local_origin(string split, string count, ForecastLossKind expected) =>
        Assert.Equal(
            expected,
            Assert.Single(Ask(GatewayYaml + RouteYaml, detection: $"maxEjectionPercent: 100, {split}, {count}")
                .When(failure => failure.GatewayDown("west", "shop/gw")).Losses).Kind);

    [Theory]
    [InlineData(100, 0)]
    [InlineData(50, 0)]
    [InlineData(49, 33.333333)]
    [InlineData(10, 50)]
    public void Of_four_pods_only_as_many_are_ejected_as_the_limit_allows(int percent, double lost)
    {
        string rule = Rule("a.shop.svc.cluster.local", FormattableString.Invariant($"maxEjectionPercent: {percent}"));
        Forecast forecast = new Forecaster(Resources(rule, ""), Inventory).ForClient("east", "shop/client").To("a", 9080)
            .When(failure => failure.ServiceDown("east", "shop/a", 2));

        // With one of the two ejected, the other gets a third.
        Assert.Equal(lost, forecast.LostPercent, 6);
        Assert.Equal(100 - forecast.LostPercent, forecast.PercentTo("east"), 6);
    }

    [Fact]
    public void What_no_inventory_shows_is_taken_to_work_unless_its_place_is_down()
    {
        ForecastQuery query = Ask(GatewayYaml + RouteYaml, address: "192.0.2.99");

        Assert.Equal(" 100", ForecastCases.Clusters(query.Now()));
        Assert.Equal(100, query.When(failure => failure.RegionDown("r2")).LostPercent);
    }

    private static ForecastQuery Ask(
        string west, string address = "192.0.2.1", string protocol = "HTTP", string detection = "maxEjectionPercent: 100")
    {
        string entry = $$"""
            apiVersion: networking.istio.io/v1
            kind: ServiceEntry
            metadata: { name: entry, namespace: shop }
            spec:
              hosts: [shop.example.com]
              addresses: [240.0.0.1]
              ports: [{ number: 80, name: port, protocol: {{protocol}} }]
              resolution: STATIC
              endpoints: [{ address: {{address}}, locality: r2/z1 }]
            ---

            """;
        return new Forecaster(Resources(entry + Rule("shop.example.com", detection), west), Inventory)
            .ForClient("east", "shop/client")
            .To("shop.example.com");
    }

    private static string Rule(string host, string detection) => $$"""
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: { name: rule, namespace: shop }
        spec:
          host: {{host}}
          trafficPolicy: { outlierDetection: { {{detection}} } }
        ---

        """;

    private static MeshResources Resources(string east, string west) => new()
    {
        Clusters = [new ClusterResources("east") { Objects = Read(east) }, new ClusterResources("west") { Objects = Read(west) }],
    };

    private static ValueList<Mesh.Istio.Resources.IstioObject> Read(string yaml)
    {
        ManifestSet manifests = ManifestReader.Read(yaml);
        Assert.Empty(manifests.Diagnostics);
        return manifests.Objects;
    }

    private static Inventory Inventory { get; } = new InventoryBuilder()
        .AddCluster("east", cluster => Pods(
            cluster.WithRegion("r1")
                .AddService("shop", "a", service => service.WithSelector("app", "a").WithPort(9080, "http").WithClusterIp("10.0.0.1"))
                .AddWorkload("shop", "client", pod => pod.WithLabel("app", "client").WithAddress("10.1.0.9")),
            "a", 4))
        .AddCluster("west", cluster => Pods(Pods(Pods(
            cluster.WithRegion("r2")
                .AddService("shop", "a", service => service.WithSelector("app", "a").WithPort(9080, "http").WithClusterIp("10.0.0.1"))
                .AddService("shop", "b", service => service.WithSelector("app", "b").WithPort(9080, "http").WithClusterIp("10.0.0.2"))
                .AddService(
                    "shop", "gw", service => service.WithSelector("istio", "gw").WithPort(80, "http").WithExternalAddress("192.0.2.1")),
            "a", 1), "b", 1), "gw", 2))
        .Build();

    private static InventoryClusterBuilder Pods(InventoryClusterBuilder cluster, string name, int count)
    {
        for (int i = 0; i < count; i++)
        {
            string address = FormattableString.Invariant($"10.{(int)name[0]}.0.{i}");
            cluster.AddWorkload("shop", FormattableString.Invariant($"{name}-{i}"), pod => pod
                .WithLabel(name == "gw" ? "istio" : "app", name)
                .WithAddress(address));
        }

        return cluster;
    }
}

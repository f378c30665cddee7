using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Simulation;
using static Mesh.Istio.Tests.Analysis.AnalysisWorld;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Gateways and routes of the Kubernetes Gateway API are followed as istiod follows them.</summary>
public class GatewayApiTests
{
    private const string Name = "gateway.networking.k8s.io/gateway-name";
    private const string Host = "host.example.com";
    private const string Rules = "rules: [{ backendRefs: [{ name: details, port: 80 }] }]";

    [Fact]
    public void A_request_through_a_Gateway_and_its_HTTPRoute_is_answered_by_the_pods_of_the_backend()
    {
        ForecastQuery call = Ask(Gateway() + Route(Rules));

        Assert.Equal(100, Share(call.Now()));
        Assert.Empty(call.Now().Diagnostics);
        Assert.Equal(0, Share(call.When(failure => failure.ServiceScaledToZero(East, "shop/details"))));
    }

    [Theory]
    [InlineData("/a", 100)]
    [InlineData("/a/b", 100)]
    [InlineData("/ab", 0)]
    public void A_prefix_ends_where_a_segment_of_the_path_does(string path, double share)
    {
        string rules = "rules: [{ matches: [{ path: { type: PathPrefix, value: /a/ } }], backendRefs: [{ name: details, port: 80 }] }]";

        Assert.Equal(share, Share(Ask(Gateway() + Route(rules), path).Now()));
    }

    [Fact]
    public void The_more_exact_condition_of_all_routes_of_a_host_comes_first()
    {
        string late = "rules: [{ backendRefs: [{ name: nowhere, port: 80 }] }]";
        string exact = "rules: [{ matches: [{ path: { type: Exact, value: /x } }], backendRefs: [{ name: details, port: 80 }] }]";
        string all = Gateway() + Route(late) + Route(exact).Replace("name: details, namespace", "name: exact, namespace");

        Assert.Equal(100, Share(Ask(all, "/x").Now()));
        Assert.Equal(0, Share(Ask(all, "/y").Now()));
    }

    [Fact]
    public void A_missing_backend_is_answered_with_500()
    {
        string rules = "rules: [{ backendRefs: [{ name: nowhere, port: 80 }] }]";

        var log = new List<AccessLogLine>();

        new Simulator(new MeshResources { Clusters = [Read(East, Gateway() + Route(rules))] }, World()).ForGateway(East, "shop/door-istio")
            .To(Host, 80).WithRate(5).For(TimeSpan.FromSeconds(2)).WithLog(log.Add).Run();

        Assert.NotEmpty(log);
        Assert.All(log, line => Assert.Equal((500, "NC"), (line.Status, line.Flags)));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("HTTPRoute", 100)]
    [InlineData("GRPCRoute", 0)]
    public void A_backend_of_another_namespace_needs_a_grant_for_the_kind_of_the_route(string granted, double share)
    {
        string rules = "rules: [{ backendRefs: [{ name: far, namespace: home, port: 80 }] }]";
        string grant = granted.Length == 0 ? "" : $$"""
            apiVersion: gateway.networking.k8s.io/v1
            kind: ReferenceGrant
            metadata: { name: g, namespace: home }
            spec:
              from: [{ group: gateway.networking.k8s.io, kind: {{granted}}, namespace: shop }]
              to: [{ group: "", kind: Service }]
            ---

            """;

        Assert.Equal(share, Share(Ask(Gateway() + Route(rules) + grant).Now()));
    }

    [Fact]
    public void Gateways_of_one_name_in_two_namespaces_serve_their_own_pods_only()
    {
        string other = (Gateway() + Route(Rules)).Replace("namespace: shop", "namespace: home");

        ForecastQuery call = Ask(other);

        Assert.Equal(0, Share(call.Now()));
    }

    [Fact]
    public void A_class_that_was_not_read_makes_the_answer_unknown()
    {
        Forecast forecast = Ask(Gateway("own") + Route(Rules)).Now();

        Assert.True(forecast.IsUnknown);
        Assert.Contains("its GatewayClass own was not read", Assert.Single(forecast.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Gateway_of_another_controller_is_none_of_istiods()
    {
        string gatewayClass = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: { name: own }
            spec: { controllerName: example.com/other }
            ---

            """;

        Forecast forecast = Ask(gatewayClass + Gateway("own") + Route(Rules)).Now();

        Assert.Contains(forecast.Diagnostics, finding => finding.Code == ForecastDiagnostics.NotRouted.Code);
    }

    [Fact]
    public void A_route_of_a_Service_takes_the_calls_of_the_mesh_to_it()
    {
        string route = Route("rules: [{ backendRefs: [{ name: other, port: 80 }] }]")
            .Replace("parentRefs: [{ name: door }]", "parentRefs: [{ group: \"\", kind: Service, name: details }]");

        Forecast forecast = new Forecaster(new MeshResources { Clusters = [Read(East, route)] }, World())
            .ForClient(East, "shop/client").To("details.shop.svc.cluster.local", 80).Now();

        Assert.Contains(forecast.Shares, share => share.Cluster == East);
        Assert.Equal("10.0.0.9", Assert.Single(forecast.Shares).Address);
    }

    private static double Share(Forecast forecast) => Math.Round(forecast.Shares.Sum(share => share.Percent), 6);

    private static ForecastQuery Ask(string objects, string path = "/") =>
        new Forecaster(new MeshResources { Clusters = [Read(East, objects)] }, World())
            .ForGateway(East, "shop/door-istio").To(Host, 80, request => request.WithPath(path));

    private static Inventory World() => new()
    {
        Clusters =
        [
            new ClusterInventory
            {
                Name = East,
                Namespaces = [new NamespaceInfo { Name = "shop" }, new NamespaceInfo { Name = "home" }],
                Services =
                [
                    Service("details"), Service("other"),
                    Service("far") with { Namespace = "home" },
                    Service("door-istio") with { Selector = [new(Name, "door")] },
                ],
                Workloads =
                [
                    Pod("client") with { Address = "10.0.0.1" },
                    Pod("details") with { Address = "10.0.0.8" },
                    Pod("other") with { Address = "10.0.0.9" },
                    Pod("far", "home") with { Address = "10.0.0.10" },
                    Pod("door") with { Address = "10.0.0.7", Labels = [new(Name, "door")] },
                ],
            },
        ],
    };

    private static string Gateway(string name = "istio") => $$"""
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: { name: door, namespace: shop }
        spec:
          gatewayClassName: {{name}}
          listeners: [{ name: http, port: 80, protocol: HTTP }]
        ---

        """;

    private static string Route(string rules) => $$"""
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: { name: details, namespace: shop }
        spec:
          parentRefs: [{ name: door }]
          {{rules}}
        ---

        """;
}

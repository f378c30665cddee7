using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Manifests;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>The answer is to the request that was asked about, in forecasts and in simulations.</summary>
public class RequestForecastTests
{
    private const string ByPath = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: by-path, namespace: shop }
        spec:
          hosts: [a]
          http:
          - match: [{ uri: { prefix: /api } }]
            route: [{ destination: { host: b } }]
          - route: [{ destination: { host: a } }]
        ---

        """;

    [Fact]
    public void The_path_of_the_request_chooses_the_route()
    {
        AssertAnswer("a", ByPath, r => r.WithPath("/"));
        AssertAnswer("b", ByPath, r => r.WithPath("/api/x?y=1"));
    }

    [Fact]
    public void A_request_without_a_header_does_not_meet_a_condition_on_it()
    {
        string yaml = Route("match: [{ headers: { x-tester: { exact: 'yes' } } }]", "b") + Route("", "a");
        AssertAnswer("a", Service(yaml), r => r.WithPath("/"));
        AssertAnswer("a", Service(yaml), r => r.WithHeader("x-tester", "Yes"));
        AssertAnswer("b", Service(yaml), r => r.WithHeader("X-Tester", "yes"));
    }

    [Theory]
    [InlineData("match: [{ headers: { x-t: {} } }]", "", "a")]
    [InlineData("match: [{ headers: { x-t: { regex: '.*' } } }]", "", "a")]
    [InlineData("match: [{ headers: { x-t: {} } }]", "x-t", "b")]
    [InlineData("match: [{ withoutHeaders: { x-t: {} } }]", "", "b")]
    [InlineData("match: [{ withoutHeaders: { x-t: { exact: 'yes' } } }]", "", "b")]
    [InlineData("match: [{ withoutHeaders: { x-t: {} } }]", "x-t", "a")]
    public void An_absent_header_meets_only_conditions_that_it_be_absent(string match, string header, string answers) =>
        AssertAnswer(answers, Service(Route(match, "b") + Route("", "a")), r => _ = header.Length > 0 ? r.WithHeader(header, "") : r);

    [Theory]
    [InlineData("match: [{ method: { exact: POST } }]", "b")]
    [InlineData("match: [{ method: { exact: post } }]", "a")]
    [InlineData("match: [{ queryParams: { q: { exact: '1' } } }]", "b")]
    [InlineData("match: [{ queryParams: { q: { exact: '2' } } }]", "a")]
    [InlineData("match: [{ queryParams: { Q: {} } }]", "a")]
    [InlineData("match: [{ uri: { exact: /x } }]", "b")]
    [InlineData("match: [{ uri: { regex: /x.+ } }]", "a")]
    [InlineData("match: [{ uri: { exact: /X }, ignoreUriCase: true }]", "b")]
    [InlineData("match: [{ authority: { exact: 'a:9080' } }]", "b")]
    [InlineData("match: [{ authority: { exact: a } }]", "a")]
    [InlineData("match: [{ scheme: { exact: https } }]", "b")]
    [InlineData("match: [{ sourceNamespace: other }]", "a")]
    [InlineData("match: [{ sourceNamespace: other, gateways: [mesh] }]", "b")]
    [InlineData("match: [{ sourceLabels: { app: client } }]", "b")]
    [InlineData("match: [{ port: 80 }]", "a")]
    public void Every_condition_counts(string match, string answers) => AssertAnswer(
        answers, Service(Route(match, "b") + Route("", "a")), r => r.WithMethod("POST").WithPath("/x?q=1&q=2")
            .WithHeader("x-forwarded-proto", "https"));

    [Fact]
    public void A_delegate_stands_where_its_root_stood()
    {
        string root = Service("  - match: [{ uri: { prefix: /api } }]\n    delegate: { name: part }\n" + Route("", "a"));
        string part = Service(Route("match: [{ uri: { prefix: /api/b } }]", "b") + Route("match: [{ uri: { prefix: /other } }]", "b"))
            .Replace("name: routes", "name: part", StringComparison.Ordinal).Replace("hosts: [a]", "hosts: []", StringComparison.Ordinal);

        AssertAnswer("b", root + part, r => r.WithPath("/api/b/1"));
        // What conflicts with the root is left out.
        AssertAnswer("a", root + part, r => r.WithPath("/other"));
        AssertAnswer("a", root, r => r.WithPath("/api/b/1"));
    }

    [Fact]
    public void Where_no_route_is_left_a_sidecar_calls_the_service() =>
        AssertAnswer("a", Service("  - delegate: { name: nobody }\n"), r => r.WithPath("/"));

    [Theory]
    [InlineData("fault: { abort: { httpStatus: 503, percentage: { value: 30 } } }", 30, "a fault of the route answers 503")]
    [InlineData("fault: { abort: { httpStatus: 503, percentage: { value: 100 } } }", 100, "a fault of the route answers 503")]
    [InlineData("fault: { abort: { httpStatus: 503 } }", 0, "")]
    [InlineData("fault: { delay: { fixedDelay: 5s, percentage: { value: 100 } } }", 0, "")]
    public void A_fault_loses_what_its_percentage_says(string fault, double lost, string reason)
    {
        Forecast forecast = Ask(Service(Route(fault, "b")), _ => { }).Now();

        Assert.Equal(lost, forecast.LostPercent, 6);
        Assert.Equal(100 - lost, forecast.Shares.Sum(share => share.Percent), 6);
        Assert.Equal(reason, string.Concat(forecast.Losses.Select(loss => loss.Reason)));
    }

    [Theory]
    [InlineData("directResponse: { status: 403 }", "the route answers 403 directly")]
    [InlineData("directResponse: { status: 200 }", "")]
    [InlineData("redirect: { uri: /new }", "")]
    public void An_answer_of_the_proxy_itself_is_a_loss_when_it_is_an_error(string answer, string reason)
    {
        Forecast forecast = Ask(Service($"  - {answer}\n"), _ => { }).Now();

        Assert.Equal(reason, string.Concat(forecast.Losses.Select(loss => loss.Reason)));
        Assert.Equal(100, forecast.LostPercent + forecast.PercentTo("east"), 6);
        if (reason.Length == 0)
        {
            Assert.Contains("100 % east via the client's proxy itself", forecast.ToString(), StringComparison.Ordinal);
        }
    }

    private static string Service(string routes) => $"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {"{"} name: routes, namespace: shop {"}"}
        spec:
          hosts: [a]
          http:
        {routes}---

        """;

    private static string Route(string more, string to) =>
        $"  - route: [{{ destination: {{ host: {to} }} }}]\n{(more.Length == 0 ? "" : $"    {more}\n")}";

    internal static MeshResources Resources(string yaml) => new() { Clusters = [new ClusterResources("east") { Objects = Read(yaml) }] };

    private static ForecastQuery Ask(string yaml, Action<RequestBuilder> request) =>
        new Forecaster(Resources(yaml), Inventory).ForClient("east", "shop/client").To("a", 9080, request);

    /// <summary>Whether forecast and simulation both say that the service answers.</summary>
    private static void AssertAnswer(string service, string yaml, Action<RequestBuilder> request)
    {
        Forecast forecast = Ask(yaml, request).Now();
        Assert.Equal(0, forecast.LostPercent);
        Assert.Equal([Address(service)], forecast.Shares.Select(share => share.Address));

        SimulationResult simulated = new Simulator(Resources(yaml), Inventory).ForClient("east", "shop/client").To("a", 9080,
            request).Run();
        Assert.Equal($"shop/{service}-0", Assert.Single(Assert.Single(simulated.Phases).Destinations).Pod);
    }

    private static ValueList<Mesh.Istio.Resources.IstioObject> Read(string yaml)
    {
        ManifestSet manifests = ManifestReader.Read(yaml);
        Assert.Empty(manifests.Diagnostics);
        return manifests.Objects;
    }

    private static string Address(string service) => FormattableString.Invariant($"10.1.0.{(int)service[0]}");

    internal static Inventory Inventory { get; } = new InventoryBuilder()
        .AddCluster("east", cluster => With(With(
            cluster.WithRegion("r1").AddWorkload("shop", "client", pod => pod.WithLabel("app", "client").WithAddress("10.1.0.9")), "a"),
                "b"))
        .Build();

    private static InventoryClusterBuilder With(InventoryClusterBuilder cluster, string name) => cluster
        .AddService("shop", name, service => service.WithSelector("app", name).WithPort(9080, "http")
            .WithClusterIp(FormattableString.Invariant($"10.0.0.{(int)name[0]}")))
        .AddWorkload("shop", $"{name}-0", pod => pod.WithLabel("app", name).WithAddress(Address(name)));
}

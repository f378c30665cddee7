using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Simulation;
using Mesh.Istio.Tests.Forecasting;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>A simulation does with a request what its route says: rewrites, faults, copies, and who may call.</summary>
public class RouteSimulationTests
{
    // The client's route leads to a gateway of its own cluster, which knows the rewritten request only.
    private const string Through = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: edge }
        spec:
          selector: { istio: edge }
          servers:
          - port: { number: 80, name: http, protocol: HTTP }
            hosts: [inner.example.com]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: inner, namespace: edge }
        spec:
          hosts: [inner.example.com]
          gateways: [edge]
          http:
          - match: [{ uri: { prefix: /v2 }, headers: { x-canary: { exact: 'yes' } } }]
            route: [{ destination: { host: api.shop.svc.cluster.local, port: { number: 80 } } }]
          - directResponse: { status: 418 }
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: { name: edge, namespace: edge }
        spec: { host: edge.edge.svc.cluster.local, trafficPolicy: { tls: { mode: DISABLE } } }
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: { name: api, namespace: shop }
        spec:
          hosts: [api.example.com]
          addresses: [240.1.1.1]
          ports: [{ number: 80, name: http, protocol: HTTP }]
          resolution: STATIC
          endpoints: [{ address: 203.0.113.9 }]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: outer, namespace: shop }
        spec:
          hosts: [api.example.com]
          http:
          - rewrite: { authority: inner.example.com, uri: /v2/ }
            headers: { request: { set: { x-canary: 'yes' } } }
            route: [{ destination: { host: edge.edge.svc.cluster.local, port: { number: 80 } } }]
        ---

        """;

    [Fact]
    public void A_gateway_behind_the_client_gets_the_rewritten_request()
    {
        var lines = new List<AccessLogLine>();
        SimulationBuilder question = Simulator(Through).ForClient("east", "front/web").To("api.example.com")
            .WithLog(lines.Add);

        SimulationResult result = question.Run();

        Assert.Equal(0, result.Failed);
        Assert.Equal("shop/api-0", Assert.Single(Assert.Single(result.Phases).Destinations).Pod);
        AccessLogLine gateway = lines.First(line => line.Proxy.EndsWith("edge-0", StringComparison.Ordinal));
        Assert.Equal(("inner.example.com", "/"), (gateway.Authority, gateway.Path));
        Assert.Equal(
            100, new Forecaster(AccessMesh.Resources(Through), AccessMesh.Inventory()).ForClient("east", "front/web").To("api.example.com")
                .Now().PercentTo("east"));
    }

    [Fact]
    public void Without_what_the_route_sets_another_route_of_the_gateway_answers() => Assert.Equal(
        [418],
        Statuses(Simulator(Through.Replace("x-canary: 'yes' } }", "x-other: 'yes' } }", StringComparison.Ordinal))
            .ForClient("east", "front/web").To("api.example.com")));

    [Theory]
    [InlineData("abort: { httpStatus: 555, percentage: { value: 30 } }", 0.3)]
    [InlineData("abort: { httpStatus: 555, percentage: { value: 100 } }", 1)]
    [InlineData("abort: { grpcStatus: UNAVAILABLE, percentage: { value: 30 } }", 0.3)]
    [InlineData("abort: { httpStatus: 555 }", 0)]
    public void A_fault_aborts_its_percentage(string fault, double part)
    {
        var failed = new List<SimulatedRequest>();
        SimulationResult result = Simulator(Faulty(fault)).ForClient("east", "front/web").To("api.shop").WithRate(100)
            .WithRequests(done => failed.AddRange(done.Failed ? [done] : [])).Run();

        Assert.InRange((double)result.Failed / result.Requests, part - 0.05, part + 0.05);
        Assert.All(failed, done => Assert.Equal("FI", done.Flags));
        Assert.All(failed, done => Assert.True(done.Status == 555 || done.GrpcStatus == 14));
        Assert.Equal(0, result.Retried);
    }

    [Fact]
    public void A_delay_holds_requests_back_and_is_none_of_the_timeout()
    {
        var done = new List<SimulatedRequest>();
        Simulator(Faulty("delay: { fixedDelay: 2s, percentage: { value: 50 } }", "timeout: 1s"))
            .ForClient("east", "front/web").To("api.shop").WithRate(100).WithRequests(done.Add).Run();

        Assert.All(done, request => Assert.Equal(200, request.Status));
        SimulatedRequest[] held = [.. done.Where(request => request.Duration >= TimeSpan.FromSeconds(2))];
        Assert.InRange((double)held.Length / done.Count, 0.45, 0.55);
        Assert.All(held, request => Assert.Equal("DI", request.Flags));
    }

    [Fact]
    public void Copies_load_their_target_and_nobody_waits_for_them()
    {
        const string mirror = "mirror: { host: edge.edge.svc.cluster.local, port: { number: 80 } }\n    mirrorPercentage: { value: 50 }";
        var lines = new List<AccessLogLine>();
        SimulationResult result = Simulator(Through + Faulty("", mirror)).ForClient("east", "front/web").To("api.shop").WithRate(100)
            .WithLog(lines.Add)
            .At(TimeSpan.Zero, failure => failure.ServiceDown("east", "edge/edge"))
            .RecoverAt(TimeSpan.FromSeconds(5)).Run();

        Assert.Equal((1000, 0), (result.Requests, result.Failed));
        Assert.Equal(["shop/api-0"], result.Phases.SelectMany(phase => phase.Destinations).Select(one => one.Pod).Distinct());
        // What the gateway got is for another host than it knows; the client logs its own requests alone.
        Assert.InRange(lines.Count(line => line is { Status: 404 } && line.Proxy.EndsWith("edge-0", StringComparison.Ordinal)), 200, 300);
        Assert.Equal(1000, lines.Count(line => line.Proxy == "east front/web"));
    }

    [Fact]
    public void A_tcp_connection_that_a_policy_denies_is_cut()
    {
        Inventory inventory = new InventoryBuilder()
            .AddCluster("east", cluster => cluster.WithRegion("r1")
                .AddService("shop", "api", service => service.WithSelector("app", "api").WithPort(5432, "tcp").WithClusterIp("10.0.0.1"))
                .AddWorkload("shop", "api-0", pod => pod.WithLabel("app", "api").WithServiceAccount("api").WithAddress("10.1.0.1"))
                .AddWorkload("front", "web", pod => pod.WithServiceAccount("web").WithAddress("10.1.0.4"))
                .AddWorkload("shop", "other", pod => pod.WithServiceAccount("other").WithAddress("10.1.0.5")))
            .Build();
        SimulationBuilder Ask(string client) =>
            new Simulator(AccessMesh.Resources(AccessMesh.AllowWeb), inventory).ForClient("east", client).To("api.shop", 5432);

        Assert.Equal([200], Statuses(Ask("front/web")));
        Assert.Equal([0], Statuses(Ask("shop/other")));
    }

    [Fact]
    public void A_gateway_refuses_callers_from_outside_as_the_forecast_says()
    {
        const string deny = """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: { name: admin, namespace: edge }
            spec: { action: DENY, rules: [{ to: [{ operation: { paths: ["/admin*"] } }] }] }
            ---

            """;
        SimulationBuilder Ask(string path) => Simulator(AccessMesh.Edge + deny).ForGateway("east", "edge/edge")
            .To("api.example.com", 80, request => request.WithPath(path));

        Assert.Equal([200], Statuses(Ask("/")));
        Assert.Equal([403], Statuses(Ask("/admin")));
        Assert.Equal(
            100, new Forecaster(AccessMesh.Resources(AccessMesh.Edge + deny), AccessMesh.Inventory()).ForGateway("east", "edge/edge")
                .To("api.example.com", 80, request => request.WithPath("/admin")).Now().LostPercent);
    }

    private static string Faulty(string fault, string more = "") => $$"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: api, namespace: shop }
        spec:
          hosts: [api.shop.svc.cluster.local]
          http:
          - route: [{ destination: { host: api.shop.svc.cluster.local } }]
            {{(fault.Length == 0 ? "" : "fault: { " + fault + " }")}}
            {{more}}
        ---

        """;

    private static Simulator Simulator(string yaml) => new(AccessMesh.Resources(yaml), AccessMesh.Inventory());

    private static SortedSet<int> Statuses(SimulationBuilder question)
    {
        var statuses = new SortedSet<int>();
        question.WithRequests(done => statuses.Add(done.Status)).Run();
        return statuses;
    }
}

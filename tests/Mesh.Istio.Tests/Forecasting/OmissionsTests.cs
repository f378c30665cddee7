using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Simulation;
using static Mesh.Istio.Tests.Analysis.AnalysisWorld;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>What forecasts leave out is said in the answers that it touches, and in no other.</summary>
public class OmissionsTests
{
    private const string Host = "host.example.com";

    [Fact]
    public void An_answer_that_nothing_left_out_touches_says_nothing() => Assert.Empty(Said(Good));

    [Fact]
    public void Shares_of_a_consistent_hash_are_those_of_many_keys() => Assert.Contains(
        "where a single key goes is not looked at",
        Assert.Single(Said(Good.Replace(Balancer, "loadBalancer: { consistentHash: { httpHeaderName: x-user } }"))),
        StringComparison.Ordinal);

    [Fact]
    public void Of_zone_aware_routing_only_priorities_are_looked_at() => Assert.Contains(
        "zone-aware routing",
        Assert.Single(Said(Good.Replace(Balancer, "loadBalancer: { zoneAwareLbSetting: {} }"))),
        StringComparison.Ordinal);

    [Fact]
    public void A_route_that_holds_requests_back_is_said() => Assert.Contains(
        "holds requests back for 2.5 s",
        Assert.Single(Said(Good + Route("fault: { delay: { fixedDelay: 2.5s, percentage: { value: 10 } } }"))), StringComparison.Ordinal);

    [Fact]
    public void Routes_by_claims_are_said() => Assert.Contains(
        "routes by claims of tokens",
        Assert.Single(Said(Good + Route("match: [{ headers: { \"@request.auth.claims.group\": { exact: a } } }]", second: true))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("details", false)]
    [InlineData("other", true)]
    public void Other_routes_of_a_gateway_on_the_way_are_said_where_they_lead_elsewhere(string second, bool isSaid)
    {
        string west = Door("tls: { mode: ISTIO_MUTUAL }") + Routes("details", second);

        Assert.Equal(isSaid, Said(ToDoor, west).Any(words => words.Contains("has several routes for", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_certificate_of_a_gateway_on_the_way_is_taken_to_be_right()
    {
        string east = ToDoor.Replace("mode: ISTIO_MUTUAL", "mode: SIMPLE");
        string west = Door("tls: { mode: SIMPLE, credentialName: door-cert }") + Routes("details", "details");

        Assert.Contains(Said(east, west), words => words.Contains("the certificate door-cert of gateway", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("simple: ROUND_ROBIN", "")]
    [InlineData("consistentHash: { httpCookie: { name: user, ttl: 10s } }", "no proxy makes a cookie")]
    [InlineData("zoneAwareLbSetting: {}", "are spread in turns")]
    public void A_simulation_says_how_it_spreads_otherwise_than_Envoy(string balancer, string said)
    {
        string[] findings = [.. new Simulator(
            new MeshResources { Clusters = [Read(East, Good.Replace(Balancer, $"loadBalancer: {{ {balancer} }}"))] },
            new Inventory { Clusters = [Observed()] }).ForClient(East, "shop/client").To(Host, 80).WithRate(1).Run().Diagnostics
            .Where(finding => finding.Code == ForecastDiagnostics.PartLeftOut.Code).Select(finding => finding.Message)];

        Assert.Equal(said.Length > 0, findings.Any(message => message.Contains(said, StringComparison.Ordinal)) && findings.Length > 0);
    }

    private static string[] Said(string east, string west = "")
    {
        var resources = new MeshResources { Clusters = [Read(East, east), Read(West, west)] };
        Forecast forecast = new Forecaster(resources, World()).ForClient(East, "shop/client").To(Host, 80).Now();
        string[] said = [.. forecast.Diagnostics.Where(finding => finding.Code == ForecastDiagnostics.PartLeftOut.Code)
            .Select(finding => finding.Message)];
        Assert.All(said, message => Assert.Contains(forecast.Assumptions, words => message.Contains(words, StringComparison.Ordinal)));
        return said;
    }

    private static Inventory World() => new()
    {
        Clusters =
        [
            Observed(),
            Observed(West, "r2/z1") with
            {
                Services =
                [
                    Service("details"), Service("other"),
                    Service("door", "10.0.0.2") with { Ports = [new ServicePortInfo { Name = "http", Number = 80 }] },
                ],
                Workloads = [Pod("door", locality: "r2/z1"), Pod("details", locality: "r2/z1"), Pod("other", locality: "r2/z1")],
            },
        ],
    };

    // The endpoint in the other region is the gateway of west, and the only one.
    private static readonly string ToDoor = Good
        .Replace("  - { address: 10.0.0.1, locality: r1/z1, labels: { version: v1 }, serviceAccount: sa }\n", "")
        .Replace("serviceAccount: sa", "serviceAccount: default")
        .Replace("trafficPolicy:", "trafficPolicy:\n    tls: { mode: ISTIO_MUTUAL, sni: host.example.com }");

    private static string Door(string tls) => $$"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: { name: door, namespace: shop }
        spec:
          selector: { app: door }
          servers: [{ port: { number: 80, name: https, protocol: HTTPS }, hosts: ["*"], {{tls}} }]
        ---

        """;

    private static string Routes(string first, string second) => $$"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: door, namespace: shop }
        spec:
          hosts: [host.example.com]
          gateways: [shop/door]
          http:
          - match: [{ uri: { prefix: /a } }]
            route: [{ destination: { host: {{first}}, port: { number: 80 } } }]
          - route: [{ destination: { host: {{second}}, port: { number: 80 } } }]
        ---

        """;

    private static string Route(string more, bool second = false) => $$"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: host, namespace: shop }
        spec:
          hosts: [host.example.com]
          http:
          - {{more}}
            route: [{ destination: { host: host.example.com, port: { number: 80 } } }]
          {{(second ? "- route: [{ destination: { host: host.example.com, port: { number: 80 } } }]" : "")}}
        ---

        """;
}

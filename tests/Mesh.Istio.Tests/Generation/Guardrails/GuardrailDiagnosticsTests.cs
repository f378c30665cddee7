using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation;
using static Mesh.Istio.Tests.Generation.Guardrails.LimitTests;

namespace Mesh.Istio.Tests.Generation.Guardrails;

/// <summary>Each finding about guardrails with a mesh that gives it, and one that nearly does.</summary>
public class GuardrailDiagnosticsTests
{
    private const string ServerPath = "tenants/dev/workspaces/shop/gateways/in/servers/api";

    private const string EdgePath = "tenants/dev/workspaces/shop/gateways/in/servers/www";

    private static readonly Action<SecurityBuilder> Limited = s => s.WithAccess(AccessScope.Workspace);
    private static readonly Action<SecurityBuilder> Strict = s => s.RequireMutualTls();

    public static TheoryData<string, string, string, MeshModel, Inventory> Faults => new()
    {
        { "MG080", ServerPath + "/port", "Port 443", Shop(Limited), Observed },
        { "MG081", ServerPath, "TLS of their own", Shop(Limited, Passthrough), Observed },
        { "MG082", "tenants/dev/workspaces/shop/gateways/in", "namespace 'shop'", Shop(Limited, InShop), Observed },
        { "MG083", ServerPath, "'*.example.com'", Shop(Limited), Beside("*/*.example.com", 15443, "in") },
        { "MG084", ServerPath, "port 8443", Shop(Limited), Beside("team/api.example.com", 8443, "in") },
        { "MG085", ServerPath, "no selector of service 'shop/api'", Shop(Limited), Unselected("api") },
        { "MG085", ServerPath, "cluster(s) aws, gcp", Shop(Limited), WithoutServices },
        { "MG086", ServerPath + "/port", "443 is taken", Shop(Limited), WithoutPods },
        { "MG086", ServerPath, "all ports of its pods", Shop(Limited), Named },
        { "MG087", "tenants/dev/workspaces/shop/gateways/in/workload", "another workspace", WithEastWest(Shop(Limited)), WithoutPods },
        { "MG088", EdgePath, "DestinationRule gateways/team", Shop(Strict, WithEdge), WithRule("gateways", "api.example.com") },
        { "MG088", EdgePath, "DestinationRule gateways/team", Shop(Strict, WithEdge), WithRule("gateways", "*.example.com") },
    };

    public static TheoryData<string, MeshModel, Inventory> NearMisses => new()
    {
        { "MG080", Shop(Strict), Observed },
        { "MG081", Shop(Strict, Passthrough), Observed },
        { "MG082", Shop(Limited), Observed },
        { "MG083", Shop(Limited), Beside("*/*.example.com", 15443, "other") },
        { "MG083", Shop(Limited), Beside("*/*.other.com", 15443, "in") },
        { "MG083", Shop(Limited), Beside("*/*.example.com", 443, "in") },
        { "MG084", Shop(Limited), Beside("team/api2.example.com", 8443, "in") },
        { "MG085", Shop(Limited), Unselected("db") },
        { "MG086", Shop(Limited), Observed },
        { "MG087", WithEastWest(Shop(Strict)), WithoutPods },
        { "MG088", Shop(Strict, WithEdge), WithRule("ads", "api.example.com") },
        { "MG088", Shop(Strict, WithEdge), WithRule("gateways", "*.other.com") },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_where_it_is(string code, string path, string words, MeshModel model, Inventory inventory)
    {
        Diagnostic[] found = [.. new IstioGenerator().Generate(model, inventory).Diagnostics.Where(finding => finding.Code == code)];

        Assert.Contains(found, finding => finding.Path == path && finding.Message.Contains(words, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void What_is_right_is_not_named(string code, MeshModel model, Inventory inventory) =>
        Assert.DoesNotContain(new IstioGenerator().Generate(model, inventory).Diagnostics, finding => finding.Code == code);

    [Fact]
    public void Every_code_has_a_fault_here() => Assert.Equal(
        // No input gives the last one; OutputCheckTests shows what does.
        GuardrailDiagnostics.All.Select(descriptor => descriptor.Code).Except(["MG089"]),
        Faults.Select(row => row.Data.Item1).Distinct(StringComparer.Ordinal));

    private static void Passthrough(GatewayBuilder gateway) =>
        gateway.AddTlsPassthroughServer("api", "api.example.com", s => s.RouteTo("shop/api", 80));

    private static void WithEdge(GatewayBuilder gateway) => gateway
        .AddHttpServer("api", "api.example.com", s => s.RouteTo("shop/api", 80))
        .AddHttpServer("www", "www.example.com", s => s.RouteToClusters(c => c.ForHost("api.example.com").Named("aws", "gcp")));

    private static Inventory WithRule(string namespaceName, string host) => Observed with
    {
        Clusters = Observed.Clusters.Select(cluster => cluster with
        {
            DestinationRules = [new DestinationRuleInfo { Name = "team", Namespace = namespaceName, Host = host }],
        }).ToValueList(),
    };

    private static void InShop(GatewayBuilder gateway) =>
        gateway.InNamespace("shop").AddHttpServer("api", "api.example.com", s => s.RouteTo("api", 80));

    private static Inventory Named => Each(
        service => service.Name == "api" ? service with { Ports = [new() { Number = 80, Name = "http", TargetPort = "web" }] } : service);

    private static Inventory Unselected(string name) =>
        Each(service => service.Name == name ? service with { Selector = default } : service);

    private static Inventory WithoutServices => Observed with
    {
        Clusters = Observed.Clusters.Select(cluster => cluster with { Services = [] }).ToValueList(),
    };

    // Where pods are seen, they are the model's error.
    private static Inventory WithoutPods =>
        Observed with { Clusters = Observed.Clusters.Select(cluster => cluster with { Workloads = [] }).ToValueList() };

    private static Inventory Each(Func<ServiceInfo, ServiceInfo> change) => Observed with
    {
        Clusters = Observed.Clusters.Select(cluster => cluster with { Services = cluster.Services.Select(change).ToValueList() })
            .ToValueList(),
    };

    private static Inventory Beside(string host, int port, string app) => Observed with
    {
        Clusters = Observed.Clusters.Select(cluster => cluster with
        {
            IstioGateways =
            [
                new IstioGatewayInfo
                {
                    Name = "own",
                    Namespace = "team",
                    Selector = [new("app", app)],
                    Servers = [new IstioServerInfo(port, "own", "HTTPS", "SIMPLE", [host])],
                },
            ],
        }).ToValueList(),
    };

    private static MeshModel WithEastWest(MeshModel model)
    {
        Tenant tenant = model.Organization.Tenants[0];
        Workspace ads = tenant.Workspaces.Single(workspace => workspace.Name == "ads") with
        {
            SharedNamespaces = [new("*", "gateways")],
            EastWestGateways = [new EastWestGateway { Name = "ew", Namespace = "gateways", Workload = [new("app", "in")],
                Services = ["ads/banner"] }],
        };
        return new MeshModel(model.Organization with
        {
            Tenants = [tenant with { Workspaces = [.. tenant.Workspaces.Where(workspace => workspace.Name != "ads"), ads] }],
        });
    }
}

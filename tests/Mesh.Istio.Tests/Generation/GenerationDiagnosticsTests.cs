using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Tests.Generation;

public partial class GenerationDiagnosticsTests
{
    private const string WorkspacePath = "tenants/dev/workspaces/bookinfo";
    private const string GatewayPath = WorkspacePath + "/gateways/ingress";
    private const string ServicePath = WorkspacePath + "/serviceSettings/none.bookinfo";
    private const string EdgePath = WorkspacePath + "/gateways/edge/servers/web";
    private const string ServerPath = GatewayPath + "/servers/details";

    /// <summary>Code, path, words of the message, and what is wrong with an otherwise faultless mesh.</summary>
    public static TheoryData<string, string, string, Func<MeshModel, MeshModel>?, Func<ClusterInventory, ClusterInventory?>?> Faults =>
        new()
    {
        { "MG001", "clusters/gcp", "'gcp'", null, gcp => null },
        { "MG002", GatewayPath, "{app: ingress}", null, gcp => gcp with { Services = Except(gcp, "ingress") } },
        { "MG003", GatewayPath, "external address", null, gcp => WithGateway(gcp, gateway => gateway with { ExternalAddresses = [] }) },
        { "MG003", GatewayPath, "no cluster IP", null, gcp => WithGateway(gcp, gateway => gateway with { ClusterIps = [], Headless = true }) },
        { "MG004", GatewayPath, "'lb.example.com'", null, gcp => WithGateway(gcp, gateway => gateway with { ExternalAddresses = ["lb.example.com"] }) },
        { "MG005", GatewayPath, "15443", null, gcp => WithGateway(gcp, gateway => gateway with { Ports = [new() { Name = "http", Number = 80 }] }) },
        { "MG006", ServerPath + "/port", "no port 80", null, gcp => WithGateway(gcp, gateway => gateway with { Ports = [new() { Name = "mtls", Number = 15443 }] }) },
        { "MG007", GatewayPath, "locality", null, gcp => gcp with { Nodes = [], Locality = ResolvedLocality.Unknown, Workloads = Moved(gcp, _ => default) } },
        { "MG008", GatewayPath, "us-west1/us-west1-a (1)", null, gcp => gcp with { Workloads = Moved(gcp, i => new Locality("us-west1", i == 0 ? "us-west1-a" : "us-west1-b")) } },
        { "MG009", "clusters/gcp/locality", "'gcp'", null, gcp => gcp with { Nodes = [], Locality = ResolvedLocality.Unknown } },
        { "MG010", "tenants/dev/workspaces/bookinfo/gateways/second/servers/details/hostname", ServerPath, WithSecondGateway, null },
        { "MG011", GatewayPath + "/servers/" + new string('s', 60), "VirtualService", model => WithServer(model, server => server with { Name = new string('s', 60) }), null },
        { "MG011", ServerPath + "/hostname", "gateway-a", model => WithServer(model, server => server with { Hostname = new string('a', 60) + ".example.com" }), null },
        { "MG012", GatewayPath + "/serviceAccount", "no pod", null, gcp => gcp with { Workloads = [] } },
        { "MG012", GatewayPath + "/serviceAccount", "'other'", model => WithModelGateway(model, gateway => gateway with { ServiceAccount = "other" }), null },
        { "MG013", ServerPath, "no service 'details'", null, gcp => gcp with { Services = Except(gcp, "details") } },
        { "MG014", GatewayPath, "does not exist", model => WithSelectors(model, "aws/bookinfo", "gcp/bookinfo"), gcp => gcp with { Namespaces = [new() { Name = "other" }] } },
        { "MG015", ServerPath, "cluster(s) aws;", model => WithSelectors(model, "gcp/bookinfo"), gcp => WithGateway(gcp, gateway => gateway with { ExternalAddresses = [] }) },
        { "MG016", ServerPath, "'aws' only", model => WithSelectors(model, "aws/bookinfo"), null },
        { "MG017", ServerPath, "no request timeout", model => WithTimeout(model, null), null },
        { "MG018", ServerPath, "Istio 1.29", null, gcp => WithGateway(gcp, gateway => gateway with { ExternalAddresses = ["lb.example.com"] }) },
        { "MG019", GatewayPath, "'ingress-too'", null, gcp => gcp with { Services = gcp.Services.Add(gcp.Services.Single(service => service.Name == "ingress") with { Name = "ingress-too" }) } },
        { "MG020", ServerPath, "no port 9080; it has 8080", null, gcp => gcp with { Services = Except(gcp, "details").Add(new ServiceInfo { Name = "details", Namespace = "bookinfo", Ports = [new() { Number = 8080 }] }) } },
        { "MG021", GatewayPath, "no ready pod", null, gcp => gcp with { Workloads = gcp.Workloads.Select(pod => pod with { Ready = false }).ToValueList() } },
        { "MG050", WorkspacePath + "/security", "'*/book*' names none", model => WithGuardrail(WithSelectors(model, "*/book*")), gcp => gcp with { Namespaces = [] } },
        { "MG050", WorkspacePath + "/security", "'kube-system'", model => WithGuardrail(WithSelectors(model, "*/bookinfo", "gcp/kube-system")), null },
        { "MG051", WorkspacePath + "/security/access", "'cluster.local/ns/payments/sa/*'", WithNamespaceOfAnother, null },
        { "MG052", "clusters/aws/state", "drained", model => WithState(model, ClusterState.Drained), null },
        { "MG052", "clusters/aws/state", "evacuated", model => WithState(model, ClusterState.Evacuated), null },
        { "MG053", ServerPath, "from aws to gcp", model => WithNetworks(model), null },
        { "MG054", EdgePath, "'aws'", model => WithEdges(model, To("aws", fallback: true), To("gcp", fallback: true)), null },
        { "MG055", EdgePath, "to gcp", model => WithEdges(WithState(model, ClusterState.Evacuated, "gcp"), To("gcp")), null },
        { "MG056", EdgePath, "leads nowhere", model => WithEdges(WithState(model, ClusterState.Evacuated, "gcp"), To("gcp")), null },
        { "MG057", EdgePath, "gives gcp shares", model => WithEdges(model, To("gcp")), null },
        { "MG058", WorkspacePath + "/gateways/transit", "No cluster needs", model => WithTransit(WithNetworks(model)), null },
        { "MG059", ServicePath, "exists in no cluster", model => WithSettings(model, "bookinfo/none", new() { RequestTimeout = TimeSpan.FromSeconds(1) }), null },
        { "MG060", WorkspacePath + "/serviceSettings/details.bookinfo", "inside one cluster", model => WithSettings(WithTimeout(model, null), "bookinfo/details", new() { Failover = new() { LocalFirst = true } }), null },
        { "MG073", GatewayPath, "DestinationRule bookinfo/team holds for service 'bookinfo/details'", null, gcp => gcp with { DestinationRules = [Rule] } },
        { "MG074", "clusters/gcp/istioClusterId", "cluster 'gcp'", null, gcp => gcp with { IstioClusterIds = [] } },
        { "MG075", "clusters/gcp/istioClusterId", "'gcp' and as 'old'", null, gcp => gcp with { IstioClusterIds = ["gcp", "old"] } },
        { "MG076", ServerPath, "UNAVAILABLE", model => WithProtocol(model, HttpProtocol.Grpc), null },
        { "MG077", ServerPath, "cluster(s) aws is older", model => WithProtocol(WithTimeout(model, null), HttpProtocol.Http2), null },
        { "MG078", ServerPath, "Http is taken", WithSecondRoute, gcp => gcp with { Services = gcp.Services.Add(new ServiceInfo { Name = "calls", Namespace = "bookinfo", Ports = [new() { Name = "grpc", Number = 7070 }] }) } },
        { "MG070", ServerPath, "GET|HEAD|OPTIONS", model => WithTimeout(model, TimeSpan.FromSeconds(9)), null },
        { "MG061", ServerPath, "cluster(s) aws the weights", WithWeights, gcp => WithGateway(gcp, gateway => gateway with { ExternalAddresses = ["198.51.100.20", "198.51.100.21"] }) },
    };

    [Fact]
    public void A_faultless_mesh_has_no_finding() => Assert.Empty(Find(Model, gcp => gcp));

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_where_it_is(
        string code, string path, string words, Func<MeshModel, MeshModel>? model, Func<ClusterInventory, ClusterInventory?>? gcp)
    {
        Diagnostic[] found =
            [.. Find(model is null ? Model : model(Model), gcp ?? (facts => facts)).Where(diagnostic => diagnostic.Code == code)];

        Assert.Contains(found, diagnostic => diagnostic.Path == path && diagnostic.Message.Contains(words, StringComparison.Ordinal));
        Assert.All(found, diagnostic => Assert.NotEmpty(diagnostic.Help));
    }

    [Fact]
    public void A_region_declared_for_the_inventory_counts_without_nodes()
    {
        var declared = new ResolvedLocality(new Locality("us-west1"), [new LocalitySource("Cluster", "gcp", "declaration", "us-west1")]);

        Assert.Empty(Find(Model, gcp => gcp with { Nodes = [], Locality = declared }));
    }

    [Fact]
    public void Every_code_has_a_fault_here()
    {
        HashSet<string> tested = [.. Faults.Select(row => row.Data.Item1),
            .. EastWest.EastWestDiagnosticsTests.Faults.Select(row => row.Data.Item1), .. ManyPlacesTests.Codes];

        Assert.Equal(GenerationDiagnostics.All.Select(descriptor => descriptor.Code), tested.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_port_that_no_cluster_has_is_an_error_said_once()
    {
        MeshModel model = ModelOf(9081);

        Diagnostic finding = Assert.Single(Find(model, gcp => gcp));

        Assert.Equal(("MG020", DiagnosticSeverity.Error, ServerPath), (finding.Code, finding.Severity, finding.Path));
        Assert.Equal("Service 'bookinfo/details' has no port 9081 in any cluster; it has 9080.", finding.Message);
    }

    [Fact]
    public void A_cluster_of_nearly_the_same_name_in_the_inventory_is_said_and_nothing_else()
    {
        Diagnostic finding = Assert.Single(Find(Model, gcp => gcp with { Name = "gpc" }));

        Assert.Equal(("MG001", "clusters/gcp"), (finding.Code, finding.Path));
        Assert.EndsWith("The inventory has 'gpc', which the model does not have. Did you mean 'gpc'?", finding.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("out of the model", finding.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void From_a_model_with_errors_nothing_is_generated()
    {
        MeshModel broken = WithServer(Model, server => server with { Hostname = "no host" });

        MeshResources resources = new IstioGenerator().Generate(broken, Inventory(gcp => gcp));

        Assert.True(resources.Diagnostics.HasErrors);
        Assert.All(resources.Clusters, cluster => Assert.Empty(cluster.Objects));
    }

    private static MeshModel Model { get; } = ModelOf(9080);

    private static MeshModel ModelOf(int port) => new MeshBuilder("tetrate")
        .AddCluster("aws")
        .AddCluster("gcp")
        .AddTenant("dev", t => t
            .AddWorkspace("bookinfo", w => w
                .WithNamespaces("*/bookinfo")
                .WithRequestTimeout(TimeSpan.FromSeconds(9))
                .WithRetries(retries => retries.Idempotent())
                .AddGateway("ingress", g => g
                    .InNamespace("bookinfo")
                    .WithWorkload("app", "ingress")
                    .AddHttpServer("details", "details.example.com", s => s.RouteTo("details", port)))))
        .Build();

    private static DiagnosticList Find(MeshModel model, Func<ClusterInventory, ClusterInventory?> gcp) =>
        new IstioGenerator().Generate(model, Inventory(gcp)).Diagnostics;

    private static Inventory Inventory(Func<ClusterInventory, ClusterInventory?> gcp) => new()
    {
        Clusters = gcp(Facts("gcp", "us-west1", "us-west1-a", "198.51.100.20") with { IstioVersion = IstioVersion.V1_31 }) is { } changed
            ? [Facts("aws", "us-east-2", "us-east-2a", "203.0.113.10"), changed]
            : [Facts("aws", "us-east-2", "us-east-2a", "203.0.113.10")],
    };

    private static ClusterInventory Facts(string name, string region, string zone, string external)
    {
        var locality = new ResolvedLocality(new Locality(region, zone), []);
        return new ClusterInventory
        {
            Name = name,
            IstioClusterIds = [name],
            // The other cluster is old, for the finding about hosts resolved by DNS.
            IstioVersion = new IstioVersion(1, 29),
            Nodes = [new NodeInfo { Name = "n0", Locality = locality }],
            Namespaces = [new NamespaceInfo { Name = "bookinfo" }],
            Services =
            [
                new ServiceInfo { Name = "details", Namespace = "bookinfo", Ports = [new() { Number = 9080 }] },
                new ServiceInfo
                {
                    Name = "ingress",
                    Namespace = "bookinfo",
                    ClusterIps = ["10.0.0.1"],
                    ExternalAddresses = [external],
                    Ports = [new() { Name = "http", Number = 80 }, new() { Name = "mtls", Number = 15443 }],
                    Selector = [new("app", "ingress")],
                },
            ],
            Workloads = Enumerable.Range(0, 2).Select(i => new WorkloadInfo
            {
                Name = $"ingress-{i}",
                Namespace = "bookinfo",
                Labels = [new("app", "ingress")],
                ServiceAccount = "ingress",
                Ready = true,
                Locality = locality,
            }).ToValueList(),
        };
    }

    private static DestinationRuleInfo Rule { get; } = new() { Name = "team", Namespace = "bookinfo", Host = "details" };
}

using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Generation.EastWest.EastWestMesh;

namespace Mesh.Istio.Tests.Generation.EastWest;

public class EastWestDiagnosticsTests
{
    /// <summary>
    /// Code, where below the east-west gateway, words of the message, and what is wrong with an otherwise faultless mesh.
    /// </summary>
    public static TheoryData<string, string, string, MeshModel?, Func<ClusterInventory, ClusterInventory>?> Faults => new()
    {
        { "MG030", "", "port 9080", null, gcp => gcp.With("details", s => s with { Ports = [new() { Number = 9080 }] }) },
        { "MG031", "", "details-0", null, gcp => gcp.WithPod(pod => pod with { InMesh = false, Labels = [new("app", "details")] }) },
        { "MG032", "", "headless", null, gcp => gcp.With("details", s => s with { Headless = true }) },
        { "MG032", "", "ExternalName", null, gcp => gcp.With("details", s => s with { Type = "ExternalName" }) },
        { "MG032", "", "no selector", null, gcp => gcp.With("details", s => s with { Selector = [] }) },
        { "MG032", "", "no TCP port", null, gcp => gcp.With("details", s => s with { Ports = [new() { Number = 53, Protocol = "UDP" }] }) },
        { "MG033", "", "15443", null, gcp => gcp.With("ingress", s => s with { Ports = [new() { Name = "http", Number = 80 }] }) },
        { "MG034", "", "'lb.example.com'", null, gcp => gcp.With("ingress", s => s with { ExternalAddresses = ["lb.example.com"] }) },
        { "MG035", "", "no external address", null, gcp => gcp.With("ingress", s => s with { ExternalAddresses = [] }) },
        { "MG036", "", "aws: 9080; gcp: 9081", null, gcp => gcp.With("details", s => s with { Ports = [new() { Number = 9081, Name = "http" }] }) },
        { "MG037", "", "gcp: 9080 http-web", null, gcp => gcp.With("details", s => s with { Ports = [new() { Number = 9080, Name = "http-web" }] }) },
        { "MG038", "", "bookinfo/ingress", Model(e => e.Services("details", "ingress")), null },
        { "MG039", "/services/1", "'bookinfo/reviews'", Model(e => e.Services("details", "reviews")), null },
        { "MG039", "/selectors/0", "{exposed: no}", Model(e => e.Services("details").ServicesWithLabel("exposed", "no")), null },
        { "MG040", "", "'aws' only", null, gcp => gcp.Without("details") },
        { "MG041", "", "cluster(s) gcp,", null, gcp => gcp.Without("details") with { MeshConfig = new() } },
        { "MG042", "", "'bookinfo/own'", null, gcp => WithRoute(gcp, "details") },
        { "MG043", "", "cluster(s) aws, gcp ", Model(e => e.Services("details").WithFailover(f => f.ThenPrefer(("aws", 80), ("gcp", 20)))), null },
        { "MG044", "", "'bookinfo/reviews'", Model(e => e.Services("details", "reviews")), gcp => gcp with { Services = gcp.Services.Add(gcp.Services[0] with { Name = "reviews", Selector = [new("app", "reviews")], Ports = [new() { Name = "http", Number = 1 }] }) } },
        { "MG045", "", "several", Model(workspace: w => w.WithEastWestGateway(Home, e => e.WithWorkload("app", "ingress").ServicesWithLabel("exposed", "yes"), "second")), null },
        { "MG046", "/services/0", "'gcp'", Model(selector: "aws/bookinfo,gcp/bookinfo"), gcp => gcp.Without("details") with { Namespaces = [new() { Name = "other" }] } },
        { "MG047", "", "'gcp'", Model(e => e.Services("bookinfo/ratings"), w => w.WithSharedNamespaces("aws/gateways").WithEastWestGateway("gateways", e => e.WithWorkload("app", "ew").Services("bookinfo/details"), "second")), null },
        { "MG047", "", "no Service selects", null, gcp => gcp.Without("ingress") },
        { "MG048", "", "details-metrics", null, gcp => gcp with { Services = gcp.Services.Add(new ServiceInfo { Name = "details-metrics", Namespace = Home, Selector = [new("app", "details")], Ports = [new() { Name = "http", Number = 9100 }] }) } },
    };

    [Theory]
    [InlineData("tcp-db", true)]
    [InlineData("mysql", true)]
    [InlineData("http", false)]
    [InlineData("tls-db", false)]
    public void A_tcp_port_of_a_service_that_a_cluster_lacks_is_told(string port, bool told)
    {
        ClusterInventory aws = Aws.With("details", service => service with { Ports = [new() { Number = 5432, Name = port }] });

        Diagnostic[] found = [.. Generate(Model(), aws, Gcp.Without("details") with { MeshConfig = new() }).Diagnostics
            .Where(diagnostic => diagnostic.Code == "MG091")];

        Assert.Equal(told ? 1 : 0, found.Length);
        Assert.All(found, diagnostic => Assert.Contains("port(s) 5432", diagnostic.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(
            Generate(Model(), aws, Gcp.Without("details") with { MeshConfig = new() { CapturesDns = true } }).Diagnostics,
            diagnostic => diagnostic.Code == "MG091");
    }

    [Fact]
    public void A_faultless_mesh_has_no_finding() => Assert.Empty(Generate(Model(), Aws, Gcp).Diagnostics);

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_where_it_is(
        string code, string below, string words, MeshModel? model, Func<ClusterInventory, ClusterInventory>? gcp)
    {
        Diagnostic[] found = [
            .. Generate(model ?? Model(), Aws, gcp?.Invoke(Gcp) ?? Gcp).Diagnostics.Where(diagnostic => diagnostic.Code == code)];

        Assert.Contains(
            found,
            diagnostic => diagnostic.Path.EndsWith(below, StringComparison.Ordinal) && diagnostic.Message.Contains(
                words, StringComparison.Ordinal));
        Assert.All(found, diagnostic => Assert.NotEmpty(diagnostic.Help));
        Assert.All(
            found,
            diagnostic => Assert.StartsWith(
                "tenants/dev/workspaces/bookinfo/eastWestGateways/", diagnostic.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_no_exposed_service_is_no_gateway_is_needed() =>
        Assert.Equal(
            ["MG040"], Generate(Model(), Aws, Gcp.Without("details").Without("ingress")).Diagnostics.Select(diagnostic => diagnostic.Code));

    [Fact]
    public void A_route_of_somebody_else_is_told_the_retry_to_add_and_gets_no_rival()
    {
        MeshResources resources = Generate(Model(), Aws, WithRoute(Gcp, Fqdn));

        Assert.Contains(
            "attempts: 4, retryOn: \"gateway-error,connect-failure,refused-stream,reset\", retryRemoteLocalities: true}",
            resources.Diagnostics.Single(diagnostic => diagnostic.Code == "MG042").Help,
            StringComparison.Ordinal);
        Assert.Empty(resources["gcp"].OfType<VirtualService>());
        Assert.Single(resources["aws"].OfType<VirtualService>());
    }

    [Theory]
    [InlineData("managed-by-mesh", false)]
    [InlineData("other-host", false)]
    [InlineData("bound-to-a-gateway", false)]
    [InlineData("bound-to-mesh-too", true)]
    public void Only_a_route_of_somebody_else_for_callers_in_the_mesh_counts(string what, bool counts)
    {
        var route = new VirtualServiceInfo
        {
            Name = "own",
            Namespace = Home,
            Hosts = [what == "other-host" ? "details.example.com" : "details"],
        };
        route = what switch
        {
            "managed-by-mesh" => route with { Labels = [new("app.kubernetes.io/managed-by", "mesh")] },
            "bound-to-a-gateway" => route with { Gateways = ["bookinfo/ingress"] },
            "bound-to-mesh-too" => route with { Gateways = ["bookinfo/ingress", "mesh"] },
            _ => route,
        };

        Assert.Equal(
            counts,
            Generate(Model(), Aws, Gcp with { VirtualServices = [route] }).Diagnostics.Any(diagnostic => diagnostic.Code == "MG042"));
    }

    private static ClusterInventory WithRoute(ClusterInventory cluster, string host) =>
        cluster with { VirtualServices = [new VirtualServiceInfo { Name = "own", Namespace = Home, Hosts = [host] }] };
}

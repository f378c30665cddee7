using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Generation.EastWest.EastWestMesh;
using IO = System.IO.Path;

namespace Mesh.Istio.Tests.Generation;

/// <summary>What stands beside what is generated: Gateways and VirtualServices of others, istiods that read several clusters.</summary>
public class SurroundingsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("*.local")]
    [InlineData("*")]
    [InlineData("*/*.svc.cluster.local")]
    [InlineData("bookinfo/details.bookinfo.svc.cluster.local")]
    public void A_service_that_a_server_of_somebody_else_passes_gets_none(string host)
    {
        MeshResources resources = Generate(Model(), Aws, Gcp with { IstioGateways = [Passing(host)] });

        Assert.Empty(resources["gcp"].OfType<Gateway>());
        Assert.Single(resources["aws"].OfType<Gateway>());
        Diagnostic found = One(resources, "MG095");
        Assert.Equal(EastWest.EastWestMesh.Path, found.Path);
        Assert.Contains("istio-system/cross-network-gateway", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other/*.local", "ingress", "AUTO_PASSTHROUGH")]
    [InlineData("./*.local", "ingress", "AUTO_PASSTHROUGH")]
    [InlineData("ratings.bookinfo.svc.cluster.local", "ingress", "AUTO_PASSTHROUGH")]
    [InlineData("*.example.com", "ingress", "AUTO_PASSTHROUGH")]
    [InlineData("*.local", "eastwest", "AUTO_PASSTHROUGH")]
    [InlineData("*.local", "ingress", "PASSTHROUGH")]
    public void A_server_that_does_not_pass_it_there_changes_nothing(string host, string app, string mode)
    {
        MeshResources resources = Generate(Model(), Aws, Gcp with { IstioGateways = [Passing(host, app, mode)] });

        Assert.Single(resources["gcp"].OfType<Gateway>());
        Assert.DoesNotContain(resources.Diagnostics, found => found.Code == "MG095");
    }

    [Fact]
    public void Gateways_of_Mesh_are_nobody_elses()
    {
        IstioGatewayInfo ours = Passing("*.local") with { Namespace = Home, Labels = [new("app.kubernetes.io/managed-by", "mesh")] };

        Assert.Single(Generate(Model(), Aws, Gcp with { IstioGateways = [ours] })["gcp"].OfType<Gateway>());
    }

    [Fact]
    public void Several_east_west_gateways_on_one_workload_share_a_Gateway()
    {
        MeshModel model = Model(workspace: w => w.WithEastWestGateway(
            Home, e => e.WithWorkload("app", "ingress").Services("ratings"), "more"));

        Gateway gateway = Assert.Single(Generate(model, Aws, Gcp)["aws"].OfType<Gateway>());
        Assert.Equal(2, Assert.Single(gateway.Servers).Hosts.Count);
    }

    [Fact]
    public void A_server_without_TLS_takes_away_what_is_passed_through()
    {
        IstioGatewayInfo plain = Server("HTTP", "", "web.example.org");

        Assert.Contains("takes every service away", One(Generate(Model(), Aws, Gcp with { IstioGateways = [plain] }), "MG096").Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            Generate(Model(), Aws, Gcp with { IstioGateways = [Server("HTTPS", "SIMPLE", "web.example.org")] }).Diagnostics,
            found => found.Code == "MG096");
    }

    [Fact]
    public void A_host_that_somebody_else_serves_on_the_mesh_port_is_an_error()
    {
        MeshModel model = Model(workspace: w => w.AddGateway("ingress", g => g.InNamespace(Home).WithWorkload("app", "ingress")
            .AddHttpServer("web", "web.example.com", s => s.RouteTo("ratings", 9080))));

        Diagnostic found = One(
            Generate(model, Aws, Gcp with { IstioGateways = [Server("TLS", "PASSTHROUGH", "web.example.com")] }), "MG096");

        Assert.Equal("tenants/dev/workspaces/bookinfo/gateways/ingress/servers/web", found.Path);
        Assert.DoesNotContain(
            Generate(model, Aws, Gcp with { IstioGateways = [Server("TLS", "PASSTHROUGH", "*.example.com")] }).Diagnostics,
            finding => finding.Code == "MG096");
    }

    [Theory]
    [InlineData(Home, false)]
    [InlineData("elsewhere", true)]
    public void A_label_of_ours_excuses_nothing_in_a_namespace_that_we_do_not_write_to(string namespaceName, bool told)
    {
        VirtualServiceInfo labelled = new()
        {
            Name = "east-west-details",
            Namespace = namespaceName,
            Hosts = [Fqdn],
            Created = Monday,
            Labels = [new("app.kubernetes.io/managed-by", "mesh")],
        };

        DiagnosticList found = Generate(Model(), Aws, Gcp with { VirtualServices = [labelled] }).Diagnostics;

        Assert.Equal(told, found.Any(finding => finding.Code == "MG099"));
    }

    [Theory]
    [InlineData(Home, false)]
    [InlineData("elsewhere", true)]
    public void A_labelled_gateway_of_another_namespace_is_somebody_elses(string namespaceName, bool told)
    {
        MeshModel model = Model(workspace: w => w.AddGateway("ingress", g => g.InNamespace(Home).WithWorkload("app", "ingress")
            .AddHttpServer("web", "web.example.com", s => s.RouteTo("ratings", 9080))));
        IstioGatewayInfo labelled = Server("TLS", "PASSTHROUGH", "web.example.com") with
        {
            Namespace = namespaceName,
            Labels = [new("app.kubernetes.io/managed-by", "mesh")],
        };

        DiagnosticList found = Generate(model, Aws, Gcp with { IstioGateways = [labelled] }).Diagnostics;

        Assert.Equal(told, found.Any(finding => finding.Code == "MG096"));
    }

    [Theory]
    [InlineData("team", -1, "*", "MG099")]
    [InlineData("team", 1, "*", "MG100")]
    [InlineData("team", 1, "", "MG100")]
    [InlineData("team", 1, ".", "MG101")]
    [InlineData("team", -1, "shop", "MG101")]
    [InlineData("a", 0, "*", "MG099")]
    [InlineData("z", 0, "*", "MG100")]
    public void Of_two_public_routes_the_older_holds_and_private_ones_hold_at_home(string name, int days, string exportTo, string code)
    {
        VirtualServiceInfo ours = new()
        {
            Name = "east-west-details",
            Namespace = Home,
            Hosts = [Fqdn],
            Created = Monday,
            Labels = [new("app.kubernetes.io/managed-by", "mesh")],
        };
        VirtualServiceInfo theirs = new()
        {
            Name = name,
            Namespace = Home,
            Hosts = ["details"],
            Created = Monday.AddDays(days),
            ExportTo = exportTo.Length == 0 ? [] : [exportTo],
        };

        MeshResources resources = Generate(Model(), Aws, Gcp with { VirtualServices = [ours, theirs] });

        Assert.Equal(
            [code],
            resources.Diagnostics.Select(found => found.Code).Where(found => found is "MG042" or "MG099" or "MG100" or "MG101"));
        Assert.Equal(code != "MG099", resources["gcp"].OfType<VirtualService>().Any(routes => routes.Hosts[0] == Fqdn));
    }

    [Fact]
    public void A_route_that_is_there_first_is_older_than_one_that_is_not_yet() => Assert.Equal(
        DiagnosticSeverity.Error,
        One(Generate(Model(), Aws, Gcp with { VirtualServices = [Route("details", Monday)] }), "MG099").Severity);

    [Fact]
    public void Routes_for_gateways_are_not_for_callers() => Assert.DoesNotContain(
        Generate(Model(), Aws, Gcp with { VirtualServices = [Route("details", Monday) with { Gateways = ["bookinfo/x"] }] }).Diagnostics,
        found => found.Code is "MG042" or "MG099");

    [Fact]
    public void A_hosts_route_of_somebody_else_is_found_too()
    {
        MeshModel model = Model(workspace: w => w.AddGateway("ingress", g => g.InNamespace(Home).WithWorkload("app", "ingress")
            .AddHttpServer("web", "web.example.com", s => s.RouteTo("ratings", 9080))));

        Assert.Equal("tenants/dev/workspaces/bookinfo/gateways/ingress/servers/web",
            One(Generate(model, Aws with { VirtualServices = [Route("web.example.com", Monday)] }, Gcp), "MG099").Path);
    }

    [Fact]
    public void Where_istiod_reads_others_two_tries_more_are_written()
    {
        int alone = Attempts(Generate(Model(), Aws, Gcp));

        Assert.Equal(alone + 2, Attempts(Generate(Model(), Aws with { RemoteSecrets = ["gcp"] }, Gcp)));
        Assert.Equal(alone, Attempts(Generate(Model(), Aws with { RemoteSecrets = ["aws"] }, Gcp)));
        Assert.Equal(alone, Attempts(Generate(Model(), Aws with { RemoteSecrets = [] }, Gcp)));
    }

    [Fact]
    public void A_cluster_that_another_istiod_configures_reads_nothing_that_is_applied()
    {
        Assert.Equal("clusters/gcp", One(Generate(Model(), Aws, Gcp with { ControlPlane = "aws" }), "MG098").Path);
        ClusterInventory without = Gcp with { Workloads = Gcp.Workloads.Add(Pod("prometheus-0")) };
        Assert.Equal("clusters/gcp", One(Generate(Model(), Aws, without), "MG104").Path);
        Assert.DoesNotContain(
            Generate(Model(), Aws, Gcp with { Workloads = Gcp.Workloads.Add(Pod("prometheus-0")).Add(Pod("istiod-0")) }).Diagnostics,
            found => found.Code is "MG098" or "MG104");
        Assert.DoesNotContain(Generate(Model(), Aws, Gcp).Diagnostics, found => found.Code is "MG098" or "MG104");
    }

    [Fact]
    public void A_service_that_the_gateway_of_another_network_does_not_pass_fails_with_nothing_dead()
    {
        ClusterInventory aws = Aws with { Network = "one", RemoteSecrets = ["gcp"] };
        ClusterInventory gcp = (Gcp with { Network = "two" }).With(
            "ingress", service => service with { Labels = [new("topology.istio.io/network", "two")] });

        Diagnostic found = One(Generate(Model(), aws, gcp), "MG097");
        Assert.Contains("'bookinfo/ratings' through", found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Generate(Model(), aws, gcp with { IstioGateways = [Passing("*.local")] }).Diagnostics, finding => finding.Code == "MG097");
        Assert.DoesNotContain(
            Generate(Model(), aws with { Network = "two" }, gcp).Diagnostics, finding => finding.Code == "MG097");
        Assert.DoesNotContain(
            Generate(Model(), aws with { RemoteSecrets = null }, gcp).Diagnostics, finding => finding.Code == "MG097");
    }

    [Fact]
    public void Every_code_has_a_test_here_or_beside()
    {
        string folder = IO.Combine(Mesh.Tests.RepositoryRoot.Path, "tests/Mesh.Istio.Tests/Generation");
        string tests = string.Concat(Directory.GetFiles(folder, "*Tests.cs").Select(File.ReadAllText));

        Assert.All(SurroundingsDiagnostics.All, descriptor => Assert.Contains($"\"{descriptor.Code}\"", tests, StringComparison.Ordinal));
    }

    private static int Attempts(MeshResources resources) => resources["aws"].OfType<VirtualService>()
        .Single(routes => routes.Hosts[0] == Fqdn).Http[0].Retries!.Attempts!.Value;

    private static WorkloadInfo Pod(string name) => new() { Name = name, Namespace = "istio-system" };

    private static VirtualServiceInfo Route(string host, DateTimeOffset created) =>
        new() { Name = "own", Namespace = Home, Hosts = [host], Created = created };

    private static IstioGatewayInfo Passing(string host, string app = "ingress", string mode = "AUTO_PASSTHROUGH") => new()
    {
        Name = "cross-network-gateway",
        Namespace = "istio-system",
        Selector = [new("app", app)],
        Servers = [new IstioServerInfo(15443, "tls", "TLS", mode, [host])],
    };

    private static IstioGatewayInfo Server(string protocol, string mode, string host) => new()
    {
        Name = "team",
        Namespace = "team",
        Selector = [new("app", "ingress")],
        Servers = [new IstioServerInfo(15443, "x", protocol, mode, [host])],
    };

    private static Diagnostic One(MeshResources resources, string code) =>
        Assert.Single(resources.Diagnostics, found => found.Code == code);
}

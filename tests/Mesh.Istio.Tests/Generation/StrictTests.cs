using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Generation.EastWest.EastWestMesh;

namespace Mesh.Istio.Tests.Generation;

/// <summary>Calls of strict services go only where Mesh sends them, and what would break that is an error.</summary>
public class StrictTests
{
    [Fact]
    public void Every_port_leads_to_what_Mesh_wrote_in_the_cluster()
    {
        MeshResources resources = Generate(Strict(), Aws with { RemoteSecrets = ["gcp"] }, Gcp);

        Assert.Equal(
            new Subset { Name = "here", Labels = [new("topology.istio.io/cluster", "aws")] },
            resources["aws"].OfType<DestinationRule>().Single(rule => rule.Host == Fqdn).Subsets[0]);
        VirtualService routes = resources["aws"].OfType<VirtualService>().Single(candidate => candidate.Hosts[0] == Fqdn);
        Assert.All(routes.Http, route => Assert.Equal("here", route.Route[0].Destination!.Subset));
        Assert.Equal(
            Generate(Strict(), Aws, Gcp)["aws"].OfType<VirtualService>().Single(candidate => candidate.Hosts[0] == Fqdn).Http, routes.Http);
    }

    [Fact]
    public void A_TCP_port_leads_there_too()
    {
        ClusterInventory Tcp(ClusterInventory cluster) => cluster.With(
            "details", service => service with { Ports = [new() { Name = "tcp", Number = 9080 }] });

        TcpRoute route = Generate(Strict(), Tcp(Aws), Tcp(Gcp))["aws"].OfType<VirtualService>()
            .Single(routes => routes.Hosts[0] == Fqdn).Tcp.Single();

        Assert.Equal((9080u, "here"), (route.Match[0].Port, route.Route[0].Destination!.Subset));
    }

    [Fact]
    public void A_gateway_in_front_leads_there()
    {
        MeshModel model = Model(e => e.Services("details").Strict(), w => w.AddGateway("ingress", g => g.InNamespace(Home)
            .WithWorkload("app", "ingress").AddHttpServer("web", "web.example.com", s => s.RouteTo("details", 9080))));

        Assert.All(
            Generate(model, Aws, Gcp)["aws"].OfType<VirtualService>().Single(routes => !routes.Gateways.IsEmpty).Http,
            route => Assert.Equal("here", route.Route[0].Destination!.Subset));
    }

    [Fact]
    public void Without_it_nothing_of_that_is_written() => Assert.DoesNotContain(
        Generate(Model(), Aws, Gcp)["aws"].OfType<DestinationRule>().Single(rule => rule.Host == Fqdn).Subsets,
        subset => subset.Name == "here");

    [Fact]
    public void Without_Istios_name_of_the_cluster_it_cannot_be() => Assert.Contains(
        Generate(Strict(), Aws with { IstioClusterIds = [] }, Gcp).Diagnostics, found => found.Code == "MG102");

    [Theory]
    [InlineData("bookinfo", "details", true)]
    [InlineData("shop", "*.local", true)]
    [InlineData("shop", "details.bookinfo.svc.cluster.local", true)]
    [InlineData("istio-system", "*.local", false)]
    [InlineData("shop", "ratings.bookinfo.svc.cluster.local", false)]
    public void A_rule_that_takes_the_subset_away_is_an_error(string home, string host, bool breaks)
    {
        ClusterInventory aws = Aws with { DestinationRules = [new() { Name = "team", Namespace = home, Host = host }] };

        Assert.Equal(breaks ? 1 : 0, Generate(Strict(), aws, Gcp).Diagnostics.Count(found => found.Code == "MG103"));
        Assert.DoesNotContain(Generate(Model(), aws, Gcp).Diagnostics, found => found.Code == "MG103");
    }

    [Fact]
    public void A_route_that_leads_past_the_subset_is_an_error()
    {
        ClusterInventory aws = Aws with
        {
            VirtualServices = [new() { Name = "own", Namespace = "shop", Hosts = [Fqdn], ExportTo = ["."] }],
        };

        Assert.Equal(
            DiagnosticSeverity.Error, Assert.Single(Generate(Strict(), aws, Gcp).Diagnostics, found => found.Code == "MG103").Severity);
    }

    private static MeshModel Strict() => Model(e => e.Services("details").Strict());
}

using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Generation.EastWest.EastWestMesh;

namespace Mesh.Istio.Tests.Generation;

/// <summary>TCP is passed through to the pods where that can be, and what cannot be is said.</summary>
public class TcpTests
{
    private const string Host = "db.example.com";
    private const string Ratings = "ratings.bookinfo.svc.cluster.local";
    private const string Server = "tenants/dev/workspaces/bookinfo/gateways/ingress/servers/db";

    [Fact]
    public void The_mesh_port_passes_the_connection_through_to_the_pods()
    {
        MeshResources resources = Generate(Routed(), Aws, Gcp);

        Server listener = Listener(resources, "aws");
        Assert.Equal(("tls-mesh-db", "TLS", ServerTlsMode.Passthrough), (listener.Port!.Name, listener.Port.Protocol, listener.Tls!.Mode));
        VirtualService routes = Routes(resources, "aws");
        Assert.Equal([new L4MatchAttributes { Port = 5432 }], routes.Tcp.Single().Match);
        Assert.Equal("here", routes.Tcp.Single().Route.Single().Destination!.Subset);
        Assert.Equal([new TlsMatchAttributes { SniHosts = [Host], Port = 15443 }], routes.Tls.Single().Match);
        Assert.Equal("passthrough", routes.Tls.Single().Route.Single().Destination!.Subset);
    }

    [Fact]
    public void The_subset_has_no_TLS_of_its_own_and_leaves_a_pod_after_one_error()
    {
        Subset subset = Own(Generate(Routed(), Aws, Gcp), "aws").Subsets.Single(candidate => candidate.Name == "passthrough");

        Assert.Equal([new("topology.istio.io/cluster", "aws")], subset.Labels);
        Assert.Equal(ClientTlsMode.Disable, subset.TrafficPolicy!.Tls!.Mode);
        Assert.Equal(TimeSpan.FromSeconds(1), subset.TrafficPolicy.ConnectionPool!.Tcp!.ConnectTimeout);
        OutlierDetection outlier = subset.TrafficPolicy.OutlierDetection!;
        Assert.Equal((1u, 1), (outlier.ConsecutiveGatewayErrors, outlier.MinHealthPercent));
    }

    [Fact]
    public void Callers_accept_the_pods_of_every_cluster() => Assert.Equal(
        ["spiffe://aws.example/ns/bookinfo/sa/ratings", "spiffe://gcp.example/ns/bookinfo/sa/ratings"],
        Entry(Generate(Routed(), Aws, Gcp)).SubjectAltNames);

    [Fact]
    public void Pods_that_are_scaled_to_zero_come_back_under_the_account_of_the_others() =>
        Assert.Equal(
            Entry(Generate(Routed(), Aws, Gcp)).SubjectAltNames,
            Entry(Generate(Routed(), Aws.WithoutPods("ratings"), Gcp)).SubjectAltNames);

    [Fact]
    public void The_host_has_the_address_that_the_model_gives()
    {
        Assert.Equal(["240.0.1.1"], Entry(Generate(Routed(), Aws, Gcp)).Addresses);
        Assert.Empty(Entry(Generate(Routed(address: null), Aws, Gcp)).Addresses);
    }

    [Fact]
    public void Without_Istios_name_of_the_cluster_injected_pods_are_taken()
    {
        Subset subset = Assert.Single(Own(Generate(Routed(), Aws with { IstioClusterIds = [] }, Gcp), "aws").Subsets);

        Assert.Equal(("passthrough", [new("security.istio.io/tlsMode", "istio")]), (subset.Name, subset.Labels));
    }

    [Theory]
    [InlineData("sidecar")]
    [InlineData("rule")]
    [InlineData("accounts")]
    public void Where_it_cannot_be_passed_through_the_gateway_ends_TLS_and_that_is_said(string obstacle)
    {
        ClusterInventory aws = obstacle switch
        {
            "sidecar" => Aws with
            {
                Workloads = Aws.Workloads.Select(pod => pod.Name == "ratings-0" ? pod with { InMesh = false } : pod).ToValueList(),
            },
            "rule" => Aws with { DestinationRules = [new() { Name = "team", Namespace = Home, Host = "ratings" }] },
            _ => Aws.WithoutPods("ratings"),
        };
        MeshResources resources = Generate(Routed(), aws, obstacle == "accounts" ? Gcp.WithoutPods("ratings") : Gcp);

        Server listener = Listener(resources, "aws");
        Assert.Equal(("mtls-db", ServerTlsMode.IstioMutual), (listener.Port!.Name, listener.Tls!.Mode));
        Assert.Equal([5432u, 15443u], Routes(resources, "aws").Tcp.Single().Match.Select(match => match.Port));
        Assert.Empty(Routes(resources, "aws").Tls);
        Assert.Contains("spiffe://aws.example/ns/bookinfo/sa/ingress", Entry(resources).SubjectAltNames);
        Assert.Equal(obstacle != "accounts", Entry(resources).SubjectAltNames.Contains("spiffe://gcp.example/ns/bookinfo/sa/ratings"));
        string clusters = obstacle == "accounts" ? "cluster(s) aws, gcp" : "cluster(s) aws";
        Assert.Contains(clusters, One(resources, "MG090").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exposed_service_has_the_subset_in_its_own_rule()
    {
        MeshResources resources = Generate(Routed(service: "details"), Aws, Gcp);

        Subset subset = resources["aws"].OfType<DestinationRule>().Single(rule => rule.Host == Fqdn)
            .Subsets.Single(s => s.Name == "passthrough");
        Assert.Equal([new("security.istio.io/tlsMode", "istio"), new("topology.istio.io/cluster", "aws")], subset.Labels);
        Assert.Equal(new TrafficPolicy { Tls = new ClientTlsSettings { Mode = ClientTlsMode.Disable } }, subset.TrafficPolicy);
        Assert.Contains("spiffe://gcp.example/ns/bookinfo/sa/details", Entry(resources).SubjectAltNames);
        Assert.DoesNotContain(
            Generate(Routed(service: "ratings"), Aws, Gcp)["aws"].OfType<DestinationRule>().Single(rule => rule.Host == Fqdn).Subsets,
            s => s.Name == "passthrough");
    }

    [Fact]
    public void Without_address_and_without_DNS_of_sidecars_a_host_takes_its_whole_port()
    {
        MeshResources resources = Generate(Routed(address: null), Aws with { MeshConfig = null }, Gcp);

        Assert.Equal(Server, One(resources, "MG091").Path);
        Assert.Contains("cluster(s) aws", One(resources, "MG091").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(resources.Diagnostics, found => found.Code == "MG092");
        Assert.DoesNotContain(Generate(Routed(address: null), Aws, Gcp).Diagnostics, IsAboutListeners);
        Assert.DoesNotContain(Generate(Routed(), Aws with { MeshConfig = null }, Gcp).Diagnostics, IsAboutListeners);
    }

    [Fact]
    public void Two_hosts_on_one_port_without_addresses_are_an_error_of_both()
    {
        MeshModel model = Routed(address: null, workspace: w => w.AddGateway(
            "second", g => g.InNamespace(Home).WithWorkload("app", "ingress2")
                .AddTcpServer("db", "second.example.com", 5432, s => s.RouteTo("ratings", 9080))));

        MeshResources resources = Generate(model, Aws with { MeshConfig = null }, Gcp);

        Assert.Equal(2, resources.Diagnostics.Count(found => found is { Code: "MG092", Severity: DiagnosticSeverity.Error }));
        Assert.DoesNotContain(Generate(model, Aws, Gcp).Diagnostics, found => found.Code == "MG092");
    }

    [Theory]
    [InlineData("10.0.0.11", "Service bookinfo/ratings")]
    [InlineData("203.0.113.10", "Service bookinfo/ingress")]
    public void An_address_of_something_else_is_an_error(string address, string owner)
    {
        Diagnostic[] found = [.. Generate(Routed(address: address), Aws, Gcp).Diagnostics.Where(finding => finding.Code == "MG094")];

        Assert.Contains(found, finding => finding.Path == Server + "/address" && finding.Message.Contains(owner, StringComparison.Ordinal));
        Assert.DoesNotContain(Generate(Routed(address: "10.0.0.99"), Aws, Gcp).Diagnostics, finding => finding.Code == "MG094");
    }

    [Fact]
    public void What_a_failover_costs_is_said_where_there_is_one()
    {
        Assert.Contains("up to 4 new ones fail", One(Generate(Routed(), Aws, Gcp), "MG093").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Generate(Routed(), Aws, Gcp.Without("ratings")).Diagnostics, found => found.Code == "MG093");
    }

    private static bool IsAboutListeners(Diagnostic found) => found.Code is "MG091" or "MG092";

    private static Diagnostic One(MeshResources resources, string code) =>
        Assert.Single(resources.Diagnostics, found => found.Code == code);

    private static ServiceEntry Entry(MeshResources resources) =>
        resources["aws"].OfType<ServiceEntry>().Single(entry => entry.Hosts[0] == Host);

    private static Server Listener(MeshResources resources, string cluster) => resources[cluster].OfType<Gateway>()
        .SelectMany(gateway => gateway.Servers).Single(server => server.Port!.Number == 15443 && server.Hosts[0] == $"{Home}/{Host}");

    private static VirtualService Routes(MeshResources resources, string cluster) =>
        resources[cluster].OfType<VirtualService>().Single(routes => !routes.Gateways.IsEmpty && routes.Hosts[0] == Host);

    private static DestinationRule Own(MeshResources resources, string cluster) =>
        resources[cluster].OfType<DestinationRule>().Single(rule => rule.Host == Ratings && rule.WorkloadSelector is not null);

    private static MeshModel Routed(
        string? address = "240.0.1.1", string service = "ratings", Action<WorkspaceBuilder>? workspace = null) => Model(workspace: w =>
    {
        w.AddGateway("ingress", g => g.InNamespace(Home).WithWorkload("app", "ingress").AddTcpServer("db", Host, 5432, s =>
        {
            s.RouteTo(service, 9080);
            if (address is not null)
            {
                s.WithAddress(address);
            }
        }));
        workspace?.Invoke(w);
    });
}

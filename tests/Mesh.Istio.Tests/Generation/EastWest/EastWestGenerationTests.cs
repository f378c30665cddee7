using Mesh.Inventories;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Generation.EastWest.EastWestMesh;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation.EastWest;

public class EastWestGenerationTests
{
    private const string Fallback = "multicluster.mesh/fallback-";

    [Fact]
    public void Every_cluster_with_the_service_gets_entries_a_rule_retries_and_a_listener()
    {
        MeshResources resources = Generate(Model(), Aws, Gcp);

        foreach (string cluster in (string[])["aws", "gcp"])
        {
            Assert.Equal(
                ["DestinationRule bookinfo/east-west-details", $"WorkloadEntry bookinfo/details-{(cluster == "aws" ? "gcp" : "aws")}",
                    "Gateway bookinfo/east-west", "VirtualService bookinfo/east-west-details"],
                resources[cluster].Select(o => o.ToString()));
        }
    }

    [Theory]
    [InlineData("", "http")]
    [InlineData("9080", "http")]
    [InlineData("web", "web")]
    public void A_port_is_mapped_by_the_name_of_its_target_port_if_that_is_a_name(string targetPort, string key)
    {
        ClusterInventory aws =
            Aws.With("details", s => s with { Ports = [new() { Name = "http", Number = 9080, TargetPort = targetPort }] });

        Assert.Equal([new(key, 15443u)], Generate(Model(), aws, Gcp)["aws"].OfType<WorkloadEntry>().Single().Ports);
    }

    [Fact]
    public void Every_port_has_a_whole_policy_and_every_port_of_HTTP_a_route()
    {
        static ServiceInfo Ports(ServiceInfo service) => service with
        {
            Ports = [new() { Name = "http", Number = 9080 }, new() { Name = "tcp-db", Number = 5432 },
                new() { Name = "web", Number = 8000 }, new() { Name = "dns", Number = 53, Protocol = "UDP" }],
        };
        MeshResources resources = Generate(Model(), Aws.With("details", Ports), Gcp.With("details", Ports));
        DestinationRule rule = resources["aws"].OfType<DestinationRule>().Single();

        Assert.Equal([5432u, 8000u, 9080u], rule.TrafficPolicy!.PortLevelSettings.Select(port => port.Port!.Number));
        Assert.All(rule.TrafficPolicy.PortLevelSettings, port =>
        {
            Assert.Equal($"outbound_.{port.Port!.Number}_.local_.{Fqdn}", port.Tls!.Sni);
            Assert.Equal(["spiffe://aws.example/ns/bookinfo/sa/details", "spiffe://gcp.example/ns/bookinfo/sa/details"],
                port.Tls.SubjectAltNames);
            Assert.NotNull(port.OutlierDetection);
            Assert.NotNull(port.LoadBalancer);
            Assert.Equal(TimeSpan.FromSeconds(2), port.ConnectionPool!.Tcp!.ConnectTimeout);
        });
        Assert.Equal([8000u, 9080u], resources["aws"].OfType<VirtualService>().Single().Http.Select(route => route.Match.Single().Port));
        Assert.Equal(["http", "tcp-db", "web"], resources["aws"].OfType<WorkloadEntry>().Single().Ports.Keys);
    }

    [Fact]
    public void Nothing_but_TCP_needs_no_VirtualService()
    {
        static ServiceInfo Tcp(ServiceInfo service) => service with { Ports = [new() { Name = "tcp", Number = 9080 }] };

        Assert.Empty(Generate(Model(), Aws.With("details", Tcp), Gcp.With("details", Tcp))["aws"].OfType<VirtualService>());
    }

    [Fact]
    public void A_gateway_with_several_addresses_gives_an_entry_for_each()
    {
        ClusterInventory gcp =
            Gcp.With("ingress", s => s with { ExternalAddresses = ["198.51.100.21", "198.51.100.20", "lb.example.com"] });

        Assert.Equal(
            ["details-gcp 198.51.100.20", "details-gcp-2 198.51.100.21"],
            Generate(Model(), Aws, gcp)["aws"].OfType<WorkloadEntry>().Select(entry => $"{entry.Metadata.Name} {entry.Address}"));
    }

    [Fact]
    public void Entries_whose_readable_names_meet_are_told_apart()
    {
        ClusterInventory gcp = Gcp.With("ingress", s => s with { ExternalAddresses = ["198.51.100.20", "198.51.100.21"] });
        MeshResources resources =
            Generate(Model(clusters: ["aws", "gcp", "gcp-2"]), Aws, gcp, Cluster("gcp-2", "us-west1/us-west1-b", "198.51.100.30"));
        WorkloadEntry[] entries = [.. resources["aws"].OfType<WorkloadEntry>()];

        Assert.Equal(3, entries.Select(entry => entry.Metadata.Name).Distinct().Count());
        Assert.All(entries, entry => Assert.NotNull(resources.Explain(entry)));
    }

    [Fact]
    public void An_entry_has_the_selectors_labels_the_account_and_never_a_network_or_the_label_of_own_pods()
    {
        ClusterInventory gcp = Gcp with { Network = "gcp" };
        WorkloadEntry entry = Generate(Model(), Aws with { Network = "aws" }, gcp)["aws"].OfType<WorkloadEntry>().Single();

        Assert.Equal([new("app", "details"), new("multicluster.mesh/cluster", "gcp"), new(Fallback + "1", "gcp")], entry.Labels);
        Assert.Equal(("details", "us-west1/us-west1-a", (string?)null), (entry.ServiceAccount, entry.Locality, entry.Network));
    }

    [Fact]
    public void Where_the_service_does_not_exist_its_full_name_is_an_entry_in_its_own_namespace()
    {
        MeshResources resources = Generate(Model(), Aws, Gcp.Without("details"));
        ServiceEntry entry = resources["gcp"].OfType<ServiceEntry>().Single();

        Assert.Equal(
            new[] { "DestinationRule", "ServiceEntry", "VirtualService" }.Select(kind => $"{kind} bookinfo/east-west-details"),
            resources["gcp"].Select(o => o.ToString()));
        Assert.Equal([Fqdn], entry.Hosts);
        Assert.Equal([("203.0.113.10", 15443u)], entry.Endpoints.Select(endpoint => (endpoint.Address!, endpoint.Ports["http"])));
        Assert.Equal(["DestinationRule bookinfo/east-west-details", "Gateway bookinfo/east-west"],
            resources["aws"].Select(o => o.ToString()));
    }

    [Fact]
    public void Once_a_Service_appears_the_entry_is_gone_even_without_pods()
    {
        MeshResources resources = Generate(Model(), Aws, Gcp.WithoutPods("details"));

        Assert.Empty(resources["gcp"].OfType<ServiceEntry>());
        Assert.Equal("203.0.113.10", resources["gcp"].OfType<WorkloadEntry>().Single().Address);
        Assert.Equal(Generate(Model(), Aws, Gcp)["aws"], resources["aws"]);
    }

    [Fact]
    public void A_cluster_whose_pods_have_no_sidecar_takes_no_part()
    {
        ClusterInventory gcp = Gcp.WithPod(pod => pod with { InMesh = false, Labels = [new("app", "details")] });
        MeshResources resources =
            Generate(Model(clusters: ["aws", "gcp", "azure"]), Aws, gcp, Cluster("azure", "us-east-2/us-east-2c", "192.0.2.30"));

        Assert.Empty(resources["gcp"]);
        Assert.Equal(["details-azure"], resources["aws"].OfType<WorkloadEntry>().Select(entry => entry.Metadata.Name));
    }

    [Fact]
    public void A_cluster_with_an_unnamed_port_serves_but_does_not_fail_over()
    {
        MeshResources resources = Generate(Model(), Aws, Gcp.With("details", s => s with { Ports = [new() { Number = 9080 }] }));

        Assert.Empty(resources["gcp"].OfType<WorkloadEntry>());
        Assert.Single(resources["gcp"].OfType<Api.Gateway>());
        Assert.Single(resources["aws"].OfType<WorkloadEntry>());
    }

    [Fact]
    public void A_service_whose_selector_is_part_of_anothers_gets_none_of_its_entries()
    {
        var wider = new ServiceInfo
        {
            Name = "all",
            Namespace = Home,
            Selector = [new("app", "details")],
            ClusterIps = ["10.0.0.12"],
            Ports = [new() { Name = "http", Number = 9080 }]
        };
        ClusterInventory aws = Aws.With("details", s =>
            s with { Selector = [new("app", "details"), new("version", "v1")] }) with
        { Services = Aws.Services.Add(wider) };
        ClusterInventory narrower =
            Aws with { Services = Aws.Services.Add(wider with { Selector = [new("app", "details"), new("version", "v1")] }) };

        Assert.Empty(Generate(Model(), aws, Gcp)["aws"].OfType<WorkloadEntry>());
        Assert.Single(Generate(Model(), narrower, Gcp)["aws"].OfType<WorkloadEntry>());
    }

    [Fact]
    public void Labels_of_the_user_do_not_become_labels_of_an_endpoint()
    {
        MeshModel model = Model(e => e.Services("details").WithLabel("app", "mine").WithLabel("security.istio.io/tlsMode", "istio"));
        IEnumerable<IstioObject> objects = Generate(model, Aws, Gcp)["aws"];

        Assert.All(objects.Where(o => o is not WorkloadEntry), o => Assert.Equal("mine", o.Metadata.Labels["app"]));
        Assert.All(objects.OfType<WorkloadEntry>(), entry =>
            Assert.DoesNotContain(entry.Metadata.Labels.Keys, key => key is "app" or "security.istio.io/tlsMode"));
    }

    [Fact]
    public void Nobody_is_sent_where_a_port_is_missing()
    {
        ClusterInventory aws =
            Aws.With("details", s => s with { Ports = [new() { Name = "http", Number = 9080 }, new() { Name = "tcp", Number = 9090 }] });
        MeshResources resources = Generate(Model(), aws, Gcp);

        Assert.Empty(resources["aws"].OfType<WorkloadEntry>());
        Assert.Equal(["http"], resources["gcp"].OfType<WorkloadEntry>().Single().Ports.Keys);
    }

    [Fact]
    public void Services_are_selected_by_label_in_the_named_namespaces()
    {
        static string[] Rules(MeshModel model) =>
            [.. Generate(model, Aws, Gcp)["aws"].OfType<DestinationRule>().Select(rule => rule.Metadata.Name)];

        Assert.Equal(["east-west-details"], Rules(Model(e => e.ServicesWithLabel("exposed", "yes"))));
        Assert.Equal(["east-west-details"], Rules(Model(e => e.ServicesWithLabel("exposed", "yes", "book*"))));
        Assert.Empty(Rules(Model(e => e.ServicesWithLabels([new("exposed", "yes"), new("app", "other")]))));
        Assert.Equal(["east-west-details", "east-west-ratings"],
            Rules(Model(e => e.ServicesWithLabel("exposed", "yes").Services("ratings"))));
    }

    [Fact]
    public void The_workload_of_the_only_gateway_is_the_default()
    {
        MeshModel model = new MeshBuilder("tetrate").AddCluster("aws").AddCluster("gcp")
            .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w
                .WithNamespaces("*/bookinfo")
                .WithEastWestGateway(Home, exposed => exposed.Services("details"))
                .AddGateway("ingress", g => g.InNamespace(Home).WithWorkload("app", "ingress")
                    .AddHttpServer("details", "details.example.com", s => s.RouteTo("details", 9080)))))
            .Build();

        Api.Gateway gateway = Generate(model, Aws, Gcp)["aws"].OfType<Api.Gateway>()
            .Single(candidate => candidate.Metadata.Name == "east-west");
        Assert.Equal([new("app", "ingress")], gateway.Selector);
        Assert.Equal(["bookinfo/details.bookinfo.svc.cluster.local"], gateway.Servers.Single().Hosts);
    }

    [Fact]
    public void In_a_shared_namespace_the_gateways_name_ends_in_a_hash()
    {
        MeshModel model = Model(e => e.Services("ratings"), w => w.WithSharedNamespaces("*/gateways")
            .WithEastWestGateway("gateways", e => e.WithWorkload("app", "ew").Services("bookinfo/details"), "second"));
        static ClusterInventory Ew(ClusterInventory cluster, string address) => cluster with
        {
            Namespaces = cluster.Namespaces.Add(new NamespaceInfo { Name = "gateways" }),
            Services = cluster.Services.Add(new ServiceInfo
            {
                Name = "ew",
                Namespace = "gateways",
                Selector = [new("app", "ew")],
                ExternalAddresses = [address],
                Ports = [new() { Name = "mtls", Number = 15443 }]
            }),
        };
        MeshResources resources = Generate(model, Ew(Aws, "203.0.113.11"), Ew(Gcp, "198.51.100.21"));

        string second = EastWestMesh.Path.Replace("east-west", "second", StringComparison.Ordinal);
        Assert.Equal(
            ["bookinfo/east-west", $"gateways/east-west-second-{StableHash.Of("organizations/tetrate/" + second)}"],
            resources["aws"].OfType<Api.Gateway>().Select(g => $"{g.Metadata.Namespace}/{g.Metadata.Name}"));
        Assert.Equal("198.51.100.21",
            resources["aws"].OfType<WorkloadEntry>().Single(entry => entry.Metadata.Name == "details-gcp").Address);
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData(false, 2)]
    public void Retries_count_the_places_that_zones_can_split(bool? preferZone, int attempts)
    {
        MeshModel model = Model(
            e => e.Services("details").WithSettings(new TrafficSettings { Failover = new FailoverSettings { PreferZone = preferZone } }));
        HttpRetry retries = Generate(model, Aws, Gcp)["aws"].OfType<VirtualService>().Single().Http.Single().Retries!;

        Assert.Equal((attempts, (bool?)true), (retries.Attempts, retries.RetryRemoteLocalities));
    }
}

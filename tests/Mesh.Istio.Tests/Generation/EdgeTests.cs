using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Golden;
using Mesh.Tests;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation;

public class EdgeTests
{
    [Fact]
    public void No_request_goes_in_a_circle() => Gen.Select(ModelGen.Valid, Gen.Int[0, int.MaxValue]).Sample(
        (model, seed) =>
        {
            Inventory inventory = new InventoryRandom(new Random(seed)).For(model);
            return new RequestGraph(new IstioGenerator().Generate(model, inventory), inventory).FindCircle() is null;
        },
        iter: 300);

    [Fact]
    public void No_request_goes_in_a_circle_through_transits_that_see_each_other_in_any_way() =>
        Gen.Select(Gen.Int[2, 6], Gen.Int[0, int.MaxValue]).Sample(
        (size, seed) =>
        {
            (MeshModel model, Inventory inventory) = TransitMeshes.Random(size, new Random(seed));
            MeshResources resources = new IstioGenerator().Generate(model, inventory);
            return !resources.Diagnostics.HasErrors && new RequestGraph(resources, inventory).FindCircle() is null;
        },
        iter: 300);

    [Fact]
    public void Random_transits_are_used_by_some_mesh() =>
        Assert.Contains(Enumerable.Range(0, 50), seed =>
        {
            (MeshModel model, Inventory inventory) = TransitMeshes.Random(5, new Random(seed));
            return new IstioGenerator().Generate(model, inventory).Clusters
                .SelectMany(cluster => cluster.Objects.OfType<ServiceEntry>())
                .SelectMany(entry => entry.Endpoints)
                .Any(endpoint => endpoint.Labels.TryGetValue("multicluster.mesh/hops", out string? hops) && hops == "2");
        });

    [Fact]
    public void The_graph_finds_a_circle_where_a_transit_leads_anywhere()
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == "transit-chain");
        Inventory inventory = golden.Inventory();
        MeshResources resources = new IstioGenerator().Generate(golden.Model(), inventory);
        MeshResources broken = resources with
        {
            Clusters = resources.Clusters.Select(cluster => cluster with
            {
                Objects = cluster.Objects.Select(o => cluster.Cluster == "hub" && o is ServiceEntry entry
                    ? entry with
                    {
                        Endpoints = resources["gcp"]
                            .OfType<ServiceEntry>()
                            .Single().Endpoints
                            .Select(endpoint => endpoint with { Labels = endpoint.Labels.With("multicluster.mesh/hops", "0") })
                            .ToValueList(),
                    }
                    : o).ToValueList(),
            }).ToValueList(),
        };

        Assert.Null(new RequestGraph(resources, inventory).FindCircle());
        Assert.NotNull(new RequestGraph(broken, inventory).FindCircle());
    }

    [Fact]
    public void An_edge_listens_on_its_declared_port_only_and_leads_to_the_host_itself()
    {
        MeshResources resources = Load("edge-auto");

        Assert.Equal([80u], Gateway(resources, "edge").Servers.Select(server => server.Port.Number));
        HttpRouteDestination to = Assert.Single(Route(resources, "edge").Route);
        Assert.Equal(("details.cx.tetrate.info", null, 100), (to.Destination.Host, to.Destination.Subset, to.Weight));
        Assert.DoesNotContain(resources["edge"].OfType<DestinationRule>(), rule => rule.Metadata.Namespace == "edge");
    }

    [Fact]
    public void A_split_leads_to_one_subset_per_cluster_and_rewrites_the_authority()
    {
        MeshResources resources = Load("edge-weighted");
        Api.HttpRoute route = Route(resources, "edge");

        Assert.Equal([("cluster-aws", 70), ("cluster-gcp", 30)], route.Route.Select(to => (to.Destination.Subset!, to.Weight!.Value)));
        Assert.Equal("details.cx.tetrate.info", route.Rewrite!.Authority);
    }

    [Fact]
    public void The_rule_beside_an_edge_says_what_the_shared_rule_says_because_it_hides_it()
    {
        DestinationRule[] rules = [.. Load("edge-weighted")["edge"].OfType<DestinationRule>()];

        Assert.Equal(["edge", "edge", "mesh-multicluster"], rules.Select(rule => rule.Metadata.Namespace));
        (DestinationRule own, DestinationRule others, DestinationRule shared) = (rules[0], rules[1], rules[2]);
        Assert.Equal([shared.TrafficPolicy, shared.TrafficPolicy], new[] { own.TrafficPolicy, others.TrafficPolicy });
        Assert.All(own.Subsets, subset => Assert.Equal(shared.TrafficPolicy, subset.TrafficPolicy));
        Assert.Equal("edge-bookinfo", own.WorkloadSelector!.MatchLabels["app"]);
        Assert.Null(others.WorkloadSelector);
        Assert.Equal(($"{own.Metadata.Name}-others", "*"), (others.Metadata.Name, Assert.Single(others.ExportTo)));
        Assert.Empty(others.Subsets);
    }

    [Fact]
    public void Where_the_namespace_has_no_other_pods_the_shared_rule_does_not_stand_there_again()
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == "edge-weighted");
        Inventory inventory = golden.Inventory();
        Inventory alone = inventory with
        {
            Clusters = inventory.Clusters.Select(cluster => cluster with
            {
                Workloads = cluster.Workloads.Where(pod => pod.Name != "probe-0").ToValueList(),
            }).ToValueList(),
        };

        Assert.Single(new IstioGenerator().Generate(golden.Model(), alone)["edge"].OfType<DestinationRule>(),
            rule => rule.Metadata.Namespace == "edge");
    }

    [Fact]
    public void With_fallback_the_first_choice_is_rank_0_and_all_others_follow()
    {
        ServiceEntry entry = Load("edge-fallback")["edge"].OfType<ServiceEntry>().Single();

        Assert.Equal(
            ["aws 80 -", "gcp 20 -", "azure  multicluster.mesh/fallback-1", "azure  multicluster.mesh/fallback-1"],
            entry.Endpoints.Select(endpoint =>
                $"{endpoint.Labels["multicluster.mesh/cluster"]} {endpoint.Weight} "
                    + $"{endpoint.Labels.Keys.SingleOrDefault(key => key.Contains("fallback", StringComparison.Ordinal)) ?? "-"}"));
        Assert.Null(Assert.Single(Route(Load("edge-fallback"), "edge").Route).Destination.Subset);
    }

    [Fact]
    public void Other_clusters_keep_their_own_order_beside_an_edge_with_fallback() =>
        Assert.Equal(
            Load("edge-auto")["gcp"].OfType<ServiceEntry>().Single(),
            Load("edge-fallback")["gcp"].OfType<ServiceEntry>().Single());

    [Theory]
    [InlineData(ClusterState.Drained, "cluster-gcp")]
    [InlineData(ClusterState.Evacuated, "cluster-gcp")]
    public void A_split_leaves_out_a_cluster_that_is_drained_or_evacuated(ClusterState state, string left)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == "edge-weighted");
        MeshModel model = golden.Model();
        MeshModel changed = model with
        {
            Organization = model.Organization with
            {
                Clusters = model.Organization.Clusters.Select(cluster => cluster.Name == "aws" ? cluster with { State = state } : cluster)
                    .ToValueList(),
            },
        };

        Assert.Equal(
            [left], Route(new IstioGenerator().Generate(changed, golden.Inventory()), "edge").Route.Select(to => to.Destination.Subset));
    }

    [Fact]
    public void An_edge_answers_503_where_no_cluster_is_left()
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == "edge-weighted");
        MeshModel model = golden.Model();
        MeshModel changed = model with
        {
            Organization = model.Organization with
            {
                Clusters = model.Organization.Clusters.Select(
                    cluster => cluster.Name is "aws" or "gcp" ? cluster with { State = ClusterState.Evacuated } : cluster)
                    .ToValueList(),
            },
        };

        Assert.Equal(503u, Route(new IstioGenerator().Generate(changed, golden.Inventory()), "edge").DirectResponse!.Status);
    }

    [Fact]
    public void Edges_of_one_namespace_have_a_rule_for_their_own_pods_each()
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == "edge-weighted");
        MeshModel model = golden.Model();
        Tenant tenant = model.Organization.Tenants[0];
        Workspace workspace = tenant.Workspaces[0];
        WorkspaceGateway edge = workspace.Gateways.Single(gateway => gateway.Name == "edge-bookinfo");
        var server = (HttpsServer)edge.Servers[0];
        WorkspaceGateway second = edge with
        {
            Name = "edge-second",
            Workload = [new("app", "edge-second")],
            Servers =
            [
                server with
                {
                    Hostname = "second.example.com",
                    Port = 8443,
                    Routes = [new()
                    {
                        Action = new ClusterAction
                        {
                            Clusters = [new TierCluster("azure"), new TierCluster("gcp")],
                            Host = "details.cx.tetrate.info",
                        },
                    }],
                },
            ],
        };
        MeshResources resources = new IstioGenerator().Generate(
            model with
            {
                Organization = model.Organization with
                {
                    Tenants = [tenant with { Workspaces = [workspace with { Gateways = workspace.Gateways.Add(second) }] }],
                },
            }, golden.Inventory());

        DestinationRule[] rules = [.. resources["edge"].OfType<DestinationRule>().Where(
            rule => rule.Metadata.Namespace == "edge" && rule.WorkloadSelector is not null)];
        Assert.Equal(
            [["cluster-aws", "cluster-gcp"], ["cluster-azure", "cluster-gcp"]],
            rules.Select(rule => rule.Subsets.Select(subset => subset.Name)));
        Assert.All(rules, rule => Assert.NotNull(resources.Explain(rule)));
        Assert.Single(
            resources["edge"].OfType<DestinationRule>(), rule => rule.Metadata.Name.EndsWith("-others", StringComparison.Ordinal));
    }

    [Fact]
    public void A_transit_is_the_way_where_networks_do_not_see_each_other()
    {
        WorkloadEndpoint way = Load("transit")["gcp"].OfType<ServiceEntry>().Single().Endpoints[1];

        Assert.Equal(
            ("192.0.2.60", "dmz", "transit", "1", "aws"),
            (
                way.Address, way.Labels["multicluster.mesh/cluster"], way.Labels["multicluster.mesh/gateway"],
                way.Labels["multicluster.mesh/hops"], way.Labels["multicluster.mesh/fallback-1"]));
        Assert.Contains(
            "spiffe://dmz.example/ns/transit/sa/transit-account", Load("transit")["gcp"].OfType<ServiceEntry>().Single().SubjectAltNames);
    }

    [Fact]
    public void Where_networks_see_each_other_the_transit_is_not_used()
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == "transit");
        MeshModel model = golden.Model();
        MeshResources resources = new IstioGenerator().Generate(
            model with
            {
                Organization = model.Organization with { NetworkReachability = [new("net-gcp", ["net-aws"]), new("net-aws", ["net-gcp"])] },
            }, golden.Inventory());

        Assert.Contains(resources.Diagnostics, finding => finding.Code == "MG058");
        Assert.Empty(resources["dmz"].OfType<Api.Gateway>());
    }

    private static MeshResources Load(string name)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == name);
        return new IstioGenerator().Generate(golden.Model(), golden.Inventory());
    }

    private static Api.Gateway Gateway(MeshResources resources, string cluster) => resources[cluster].OfType<Api.Gateway>().Single();

    private static Api.HttpRoute Route(MeshResources resources, string cluster) =>
        resources[cluster].OfType<VirtualService>().Single(service => !service.Gateways.IsEmpty).Http[0];
}

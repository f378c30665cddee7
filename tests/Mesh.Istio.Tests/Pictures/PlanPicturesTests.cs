using Mesh.ApiServerDouble;
using Mesh.Inventories;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Pictures;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Forecasting;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Pictures;

/// <summary>What a plan changes, as pictures: those of what the clusters have and of what they would have.</summary>
public class PlanPicturesTests
{
    private const string Client = "bookinfo-backend/productpage";

    [Fact]
    public async Task A_plan_is_the_difference_of_what_clusters_have_and_of_what_they_would_have()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");
        MeshResources without = Without(resources, "gcp");
        await using LiveWorld world = await StartAsync(resources);
        await new Applier(world.Connect()).ApplyAsync(without);

        ApplyPlan plan = await new Planner(world.Connect()).PlanAsync(resources);
        TopologyDifference difference = plan.ToTopology(inventory);

        Assert.Equal(without.ToTopology(inventory).Arrows, difference.Before.Arrows);
        Assert.Equal(resources.ToTopology(inventory).Arrows, difference.After.Arrows);
        Assert.NotEmpty(difference.Changes);
        Assert.All(difference.Changes, change => Assert.Equal(TopologyChangeKind.Appeared, change.Kind));
        Assert.Contains("as planned: 1 update", difference.After.Title, StringComparison.Ordinal);
        Assert.Equal("1 update", Assert.Single(difference.After.Nodes, node => node.Detail == "1 update").Detail);
        Assert.Equal(difference, TopologyDifference.FromJson(difference.ToJson()));
        Assert.Contains("</svg>", difference.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_says_where_requests_go_before_and_after()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");
        await using LiveWorld world = await StartAsync(resources);
        await new Applier(world.Connect()).ApplyAsync(Without(resources, "gcp"));
        ApplyPlan plan = await new Planner(world.Connect()).PlanAsync(resources);

        TopologyDifference difference = plan.ToTopology(inventory, forecaster => Ask(forecaster)
            .When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")));

        Assert.Equal(TopologyArrowKind.Loss, Assert.Single(difference.Before.Arrows, arrow => arrow.Percent > 0).Kind);
        TopologyArrow arrow = Assert.Single(difference.After.Arrows, arrow => arrow.Percent > 0);
        Assert.Equal((TopologyArrowKind.Call, 100.0), (arrow.Kind, arrow.Percent));
        Assert.StartsWith("gcp|", arrow.To, StringComparison.Ordinal);
        Assert.Equal(
            Ask(new Forecaster(resources, inventory)).Now().ToTopology(inventory).Arrows,
            plan.ToTopology(inventory, forecaster => Ask(forecaster).Now()).After.Arrows);
    }

    [Fact]
    public async Task What_would_be_deleted_is_gone_and_what_others_hold_stays()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");
        await using LiveWorld world = await StartAsync(resources);
        await new Applier(world.Connect()).ApplyAsync(resources);
        MeshResources less = resources with
        {
            Clusters = [.. resources.Clusters.Select(cluster => cluster with
            {
                Objects = [.. cluster.Objects.Where(value => value is not ServiceEntry)],
            })],
        };

        ApplyPlan guarded = await new Planner(world.Connect(), new ApplyOptions { MaxPrunedShare = 0 }).PlanAsync(less);
        ApplyPlan plan = await new Planner(world.Connect(), new ApplyOptions { MaxPrunedShare = 1 }).PlanAsync(less);

        Assert.Empty(guarded.ToTopology(inventory).Changes);
        Assert.Contains("nothing changes", guarded.ToTopology(inventory).After.Title, StringComparison.Ordinal);
        Assert.Equal(less.ToTopology(inventory).Arrows, plan.ToTopology(inventory).After.Arrows);
        Assert.Contains(plan.ToTopology(inventory).Changes, change => change.Kind == TopologyChangeKind.Gone);
        Assert.All(plan.ToTopology(inventory).Changes, change => Assert.Equal(TopologyChangeKind.Gone, change.Kind));
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_asked_is_in_neither_picture_and_a_finding_says_so()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");
        await using LiveWorld world = await StartAsync(resources);
        await new Applier(world.Connect()).ApplyAsync(resources);
        ClusterConnection aws = world.Connect(world.Servers[0]);

        ApplyPlan plan = await new Planner([aws]).PlanAsync(resources);
        TopologyDifference difference = plan.ToTopology(inventory);

        Assert.Equal(["aws"], plan.Before.Clusters.Select(cluster => cluster.Cluster));
        Assert.Equal(["aws"], plan.After.Clusters.Select(cluster => cluster.Cluster));
        Assert.NotEmpty(difference.Before.Arrows);
        Assert.All(difference.Before.Arrows, arrow => Assert.StartsWith("aws|Host|", arrow.From, StringComparison.Ordinal));
        Assert.Empty(difference.Changes);
        Assert.Contains(difference.After.Diagnostics.Errors, error => error.Path.Contains("gcp", StringComparison.Ordinal));
    }

    private static ForecastQuery Ask(Forecaster forecaster) => forecaster.ForClient("aws", Client).To(ForecastCases.Details);

    // In the other cluster's ServiceEntry nothing leads to the named cluster.
    private static MeshResources Without(MeshResources resources, string cluster) => resources with
    {
        Clusters = [.. resources.Clusters.Select(each => each with
        {
            Objects = [.. each.Objects.Select(value =>
                value is ServiceEntry entry && each.Cluster == "aws" && entry.Hosts.Contains(ForecastCases.Details)
                    ? entry with { Endpoints = [.. entry.Endpoints.Where(endpoint => !endpoint.Labels.Values.Contains(cluster))] }
                    : value)],
        })],
    };

    private static async Task<LiveWorld> StartAsync(MeshResources resources)
    {
        LiveWorld world = await LiveWorld.StartAsync(resources.Clusters.Select(cluster => cluster.Cluster));
        foreach (ApiServer server in world.Servers)
        {
            foreach (string name in resources[server.Name].Select(value => value.Metadata.Namespace).OfType<string>()
                .Except(resources[server.Name].OfType<Namespace>().Select(value => value.Metadata.Name)).Distinct())
            {
                server.AddNamespace(name);
            }
        }

        return world;
    }
}

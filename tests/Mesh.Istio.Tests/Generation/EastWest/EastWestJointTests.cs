using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Generation.EastWest;

/// <summary>Exposed services where clusters are taken out, networks kept apart, and access limited.</summary>
public class EastWestJointTests
{
    [Fact]
    public void Other_clusters_send_calls_to_a_cluster_in_use() => Assert.NotEmpty(Entries(Generate(model => model), "aws"));

    [Fact]
    public void Nothing_is_sent_to_an_evacuated_cluster() =>
        Assert.Empty(Entries(Generate(model => With(model, "gcp", ClusterState.Evacuated)), "aws"));

    [Theory]
    [InlineData(ClusterState.Drained)]
    [InlineData(ClusterState.Evacuated)]
    public void Own_pods_of_a_cluster_that_is_taken_out_come_last(ClusterState state) =>
        Assert.All(
            Entries(Generate(model => With(model, "aws", state)), "aws"),
            entry => Assert.Contains("multicluster.mesh/ahead", entry.Labels.Keys));

    [Fact]
    public void Nothing_is_sent_into_a_network_that_is_not_reached()
    {
        MeshResources resources = Generate(model => model with
        {
            Organization = model.Organization with
            {
                Clusters = model.Organization.Clusters.Select(cluster => cluster with { Network = cluster.Name }).ToValueList(),
                NetworkReachability = [new("gcp", ["aws"])],
            },
        });

        Assert.Empty(Entries(resources, "aws"));
        Assert.NotEmpty(Entries(resources, "gcp"));
    }

    [Fact]
    public void An_east_west_gateway_in_a_limited_namespace_needs_no_policy()
    {
        MeshResources resources = Generate(model => Change(model, workspace => workspace with
        {
            Security = new() { Access = new() { Scope = AccessScope.Workspace } },
            EastWestGateways = [workspace.EastWestGateways[0] with { Workload = [new("app", "own-gateway")] }],
        }));

        // Chains of AUTO_PASSTHROUGH carry none, so the namespace's own closes nothing there.
        Assert.DoesNotContain(
            resources["aws"].OfType<AuthorizationPolicy>(),
            policy => policy.Selector is { } selector && selector.MatchLabels.TryGetValue("app", out string? app) && app == "own-gateway");
    }

    private static MeshResources Generate(Func<MeshModel, MeshModel> change)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == "east-west-up");
        return new IstioGenerator().Generate(change(golden.Model()), golden.Inventory());
    }

    private static MeshModel With(MeshModel model, string name, ClusterState state) => model with
    {
        Organization = model.Organization with
        {
            Clusters = model.Organization.Clusters.Select(cluster => cluster.Name == name ? cluster with { State = state } : cluster)
                .ToValueList(),
        },
    };

    private static MeshModel Change(MeshModel model, Func<Workspace, Workspace> change) => model with
    {
        Organization = model.Organization with
        {
            Tenants = [model.Organization.Tenants[0] with { Workspaces = [change(model.Organization.Tenants[0].Workspaces[0])] }],
        },
    };

    private static WorkloadEntry[] Entries(MeshResources resources, string cluster) => [.. resources[cluster].OfType<WorkloadEntry>()];
}

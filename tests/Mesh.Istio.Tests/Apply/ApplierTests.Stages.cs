using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Hosting;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Tests.Apply;

/// <summary>Clusters one after the other.</summary>
public partial class ApplierTests
{
    [Fact]
    public void A_stage_of_a_cluster_without_connection_is_refused()
    {
        using ClusterConnection east = ClusterConnection.FromKubeconfig("east", "none");

        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new Applier([east], new ApplyOptions { Stages = [["east"], ["eats"]] }));

        Assert.Contains(
            "Stages names cluster 'eats', to which no connection leads; there are east. Did you mean 'east'?", refused.Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Planner([east], new ApplyOptions { Stages = [["west"]] }));
        Assert.Contains(
            new MeshOptions
            {
                Clusters = [new ClusterOptions("east")],
                Reconciler = new() { Apply = new() { Stages = [["west"]] } },
            }.Problems(),
            problem => problem.Contains("'west'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_next_stage_waits_for_the_gate()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(3);
        MeshResources resources = world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"));
        var asked = new List<GateContext>();
        Task<GateDecision> Gate(GateContext context, CancellationToken cancellationToken)
        {
            asked.Add(context);
            Assert.Null(world.Find(ApplyWorld.Rule("a"), world.Servers.Single(server => server.Name == context.Next[0])));
            return Task.FromResult(context.Stage == 0 ? GateDecision.Proceed : GateDecision.Stop("errors rise"));
        }

        ApplyResult result = await world.Applier(new ApplyOptions { Stages = [["north"], ["west"]], HealthGate = Gate })
            .ApplyAsync(resources);

        Assert.Equal(["west", "east"], asked.Select(context => Assert.Single(context.Next)));
        Assert.Equal(["north", "west"], asked[1].Applied.Select(cluster => cluster.Cluster));
        Assert.Equal([false, true, true], result.Clusters.Select(cluster => cluster.IsComplete));
        Assert.Equal("The health gate did not open: errors rise", Assert.Single(result.Clusters[0].Diagnostics).Message);
        Assert.All(result.Clusters[0].Objects, entry => Assert.Equal(ApplyOutcome.NotAttempted, entry.Outcome));
        Assert.Empty(world.East.Requests);
    }

    [Fact]
    public async Task A_stage_that_failed_or_a_gate_that_throws_stops_the_rollout()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(2);
        MeshResources resources = world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"));

        ApplyResult thrown = await world.Applier(
            new ApplyOptions { Stages = [["east"]], HealthGate = (_, _) => throw new TimeoutException("no metrics") })
            .ApplyAsync(resources);
        world.East.Faults = _ => new Fault(FaultKind.Unavailable);
        ApplyResult failed = await world.Applier(new ApplyOptions { Stages = [["east"]] }).ApplyAsync(resources);

        Assert.Contains(
            thrown.Diagnostics,
            finding => finding is { Code: "MA015", Path: "north" } && finding.Message.Contains("no metrics", StringComparison.Ordinal));
        Assert.Contains(failed.Diagnostics, finding => finding is { Code: "MA015", Path: "north" });
        Assert.Empty(world.Servers[1].Requests);
    }
}

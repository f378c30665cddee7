using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply;

public class SelectionTests
{
    [Fact]
    public async Task A_plan_of_what_changed_reads_only_that_and_says_the_same_of_it()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        MeshResources before = Many(world, "details", "gone");
        await world.Applier().ApplyAsync(before);
        MeshResources after = Many(world, "reviews", "new");
        world.East.ClearRequests();

        ApplyPlan plan = await world.Planner().PlanAsync(after, after.ChangesSince(before));
        string[] paths = [.. world.East.Requests.Where(request => !request.IsWrite).Select(request => request.Path.Split('/')[^1])];
        ApplyPlan full = await world.Planner().PlanAsync(after);

        Assert.Equal(["a", "gone", "mesh.acme", "new"], paths.Order(StringComparer.Ordinal).Select(Named));
        Assert.Equal(
            full.Objects.Where(entry => entry.Action != PlannedAction.Unchanged).Select(entry => entry.ToString()),
            plan.Objects.Select(entry => entry.ToString()));
        Assert.Equal(3, plan.Objects.Count());
    }

    [Fact]
    public async Task Applying_what_changed_leaves_nothing_to_do_and_looks_at_nothing_else()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        MeshResources before = Many(world, "details", "gone");
        await world.Applier().ApplyAsync(before);
        MeshResources after = Many(world, "reviews", "new");

        ApplyResult result = await world.Applier().ApplyAsync(after, after.ChangesSince(before));

        Assert.True(result.IsComplete, result.ToString());
        Assert.Equal(
            ["Created new", "Deleted gone", "Updated a"],
            result.Clusters.SelectMany(cluster => cluster.Objects).Select(entry => $"{entry.Outcome} {entry.Name}").Order(
                StringComparer.Ordinal));
        ApplyPlan left = await world.Planner().PlanAsync(after);
        Assert.False(left.HasChanges, left.ToString());
        world.East.ClearRequests();
        await world.Applier().ApplyAsync(after);
        Assert.DoesNotContain(world.East.Requests, request => request.IsWrite);
    }

    [Fact]
    public async Task Nothing_changed_asks_nobody()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        MeshResources resources = Many(world, "details", "gone");
        await world.Applier().ApplyAsync(resources);
        world.East.ClearRequests();

        ApplyResult result = await world.Applier().ApplyAsync(resources, resources.ChangesSince(Many(world, "details", "gone")));

        Assert.True(result.IsComplete);
        Assert.Empty(world.East.Requests);
    }

    [Fact]
    public async Task More_than_the_share_stays_and_what_did_not_change_counts()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        MeshResources before = Many(world, "details", "gone");
        await world.Applier().ApplyAsync(before);
        MeshResources few = world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"));

        ApplyPlan plan = await world.Planner().PlanAsync(few, few.ChangesSince(before));
        MeshResources most = world.Resources([.. before["east"].Where(value => value.Metadata.Name != "gone")]);
        ApplyPlan one = await world.Planner().PlanAsync(most, most.ChangesSince(before));

        Assert.Contains(plan.Clusters[0].Diagnostics, finding => finding.Code == ApplyDiagnostics.PruneGuard.Code);
        Assert.DoesNotContain(plan.Objects, entry => entry.Action == PlannedAction.Delete);
        Assert.Equal("gone", Assert.Single(one.Objects, entry => entry.Action == PlannedAction.Delete).Name);
    }

    [Fact]
    public async Task Changes_of_other_resources_are_an_error()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        MeshResources resources = Many(world, "details", "gone");
        var other = new MeshChanges { Clusters = [new ClusterChanges("nowhere") { Changed = resources["east"] }] };

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => world.Planner().PlanAsync(resources, other));

        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    private static string Named(string last) => last.StartsWith("mesh", StringComparison.Ordinal) ? "mesh.acme" : last;

    private static MeshResources Many(ApplyWorld world, string host, string last) => world.Resources([
        ApplyWorld.MeshNamespace, ApplyWorld.Rule("a", host: host), ApplyWorld.Rule(last),
        .. Enumerable.Range(0, 10).Select(i => ApplyWorld.Rule($"r{i}"))]);
}

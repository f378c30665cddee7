using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Apply;
using Mesh.Istio.Reconciling;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>What happens when something is away, comes back, or ends in the middle.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task A_cluster_that_was_away_gets_what_changed_meanwhile_and_keeps_no_other_waiting()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using Replica replica = world.Start();
        await replica.UntilSettledAsync();

        await world.Aws.StopAsync();
        world.MoveGateway("198.51.100.99");
        ReconcilerStatus away = await replica.UntilAsync(status => status.Clusters.Any(cluster => cluster.Failures > 1));
        await world.Aws.ListenAsync();
        await replica.UntilSettledAsync();

        Assert.True(away.Clusters[1].IsSettled);
        Assert.False(away.Clusters[0].IsSettled);
        Assert.NotNull(away.TroubledSince);
        Assert.Contains("198.51.100.99", world.Content(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_written_before_every_cluster_was_read_because_facts_would_be_missing()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await world.Gcp.StopAsync();
        await using Replica replica = world.Start();

        ReconcilerStatus held = await replica.UntilAsync(status => status.IsHeld);
        string[] writes = world.Writes();
        await world.Gcp.ListenAsync();
        await replica.UntilSettledAsync();

        Assert.Empty(writes);
        Assert.Contains(held.Diagnostics, finding => finding is { Code: "MA020", Path: "gcp" });
        Assert.NotEmpty(world.Writes());
    }

    [Fact]
    public async Task Who_asks_for_it_applies_what_is_known_and_deletes_nothing()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using (Replica first = world.Start())
        {
            await first.UntilSettledAsync();
        }

        await world.Gcp.StopAsync();
        world.ClearRequests();
        await using Replica replica = world.Start(ReconcileWorld.Options with { WhenIncomplete = IncompleteHandling.ApplyWithoutPruning });
        ReconcilerStatus status = await replica.UntilAsync(status => status.Clusters.Any(cluster => cluster.LastResult is not null));

        Assert.Equal(["aws"], status.Clusters.Select(cluster => cluster.Cluster));
        Assert.Contains(status.Diagnostics, finding => finding.Code == "MA020");
        Assert.DoesNotContain(world.Writes(), write => write.Contains("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_killed_in_the_middle_is_finished_by_the_next()
    {
        await using ReconcileWorld undisturbed = await ReconcileWorld.StartAsync();
        await using Replica calm = undisturbed.Start();
        await calm.UntilSettledAsync();
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        var reached = new TaskCompletionSource();
        int writes = 0;
        world.Aws.Faults = record =>
        {
            if (!record.IsWrite || Interlocked.Increment(ref writes) != 4)
            {
                return null;
            }

            reached.TrySetResult();
            return new Fault(FaultKind.HangAfter);
        };

        await using (Replica killed = world.Start())
        {
            await reached.Task;
            await killed.StopAsync();
            Assert.Equal(ReconcilerState.Stopped, killed.Status.State);
        }

        Assert.NotEqual(undisturbed.Content(), world.Content());
        await using Replica replica = world.Start();
        await replica.UntilSettledAsync();

        Assert.Equal(undisturbed.Content(), world.Content());
    }

    [Fact]
    public async Task After_any_faults_the_clusters_come_to_have_what_is_wanted()
    {
        await using ReconcileWorld undisturbed = await ReconcileWorld.StartAsync();
        await using Replica calm = undisturbed.Start();
        await calm.UntilSettledAsync();
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        foreach (var server in world.Servers)
        {
            server.Faults = new SeededFaults(
                7, 0.3,
                [
                    new(FaultKind.TooManyRequests), new(FaultKind.Unavailable), new(FaultKind.InternalError), new(FaultKind.ResetBefore),
                    new(FaultKind.ResetAfter), new(FaultKind.TruncatedBody)]).For;
        }

        await using Replica replica = world.Start();
        await replica.UntilSettledAsync();

        Assert.Equal(undisturbed.Content(), world.Content());
    }

    [Fact]
    public async Task What_is_not_Meshs_stays_as_it_is_and_is_named()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        const string Foreign = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: gateway-details-cx-tetrate-info-6f79c5888966088b, namespace: mesh-multicluster}
            spec: {hosts: [mine.example.com]}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: other, namespace: bookinfo-backend}
            spec: {hosts: [other.example.com]}
            """;
        world.Aws.Seed(Foreign);
        var before = world.Aws.Dump().Where(entry => entry.Key.StartsWith("virtualservices", StringComparison.Ordinal)).ToDictionary();

        await using Replica replica = world.Start(ReconcileWorld.Options with { Drift = DriftHandling.Correct });
        ReconcilerStatus status = await replica.UntilAsync(
            status => status.Clusters.Any(cluster => cluster.Failures > 2) && status.Clusters[1].IsSettled);

        Assert.Contains(
            status.Clusters[0].LastResult!.Diagnostics,
            finding => finding is
            {
                Code: "MA004",
                Path: "aws VirtualService mesh-multicluster/gateway-details-cx-tetrate-info-6f79c5888966088b"
            });
        Assert.All(before, entry => Assert.Equal(entry.Value, world.Aws.Dump()[entry.Key]));
    }

    [Fact]
    public async Task A_new_model_is_applied_and_one_with_errors_leaves_the_last_good_one()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        var models = new PushedModels();
        models.Push(ReconcileWorld.Model);
        await using Replica replica = world.Start(models: models);
        await replica.UntilSettledAsync();
        string before = world.Content();

        models.Push(ReconcileWorld.Model with { Organization = ReconcileWorld.Model.Organization with { Name = "Not A Name" } });
        ReconcilerStatus held = await replica.UntilAsync(status => status.IsHeld);
        Assert.Equal(before, world.Content());
        models.Push(Without("details"));
        await replica.UntilAsync(status =>
            status.IsSettled
                && status.Clusters.All(cluster => cluster.LastResult!.Objects.Any(entry => entry.Outcome == ApplyOutcome.Deleted)));

        Assert.Contains(held.Diagnostics, finding => finding.Code == "MA021");
        Assert.DoesNotContain("gateway-details", world.Content(), StringComparison.Ordinal);
        Assert.Contains("gateway-demo-1", world.Content(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_with_errors_holds_itself_and_no_other()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        var models = new PushedModels();
        models.Push(ReconcileWorld.Model);
        await using Replica replica = world.Start(models: models);
        await replica.UntilSettledAsync();

        models.Push(Workspaces(Without("details"), bookinfo => [bookinfo, new Workspace { Name = "Not A Name" }]));
        ReconcilerStatus status = await replica.UntilAsync(
            status => status.Clusters.All(
                cluster => cluster.IsSettled && cluster.LastResult!.Objects.Any(entry => entry.Outcome == ApplyOutcome.Deleted)));

        Assert.DoesNotContain("gateway-details", world.Content(), StringComparison.Ordinal);
        Assert.Equal((false, false), (status.IsHeld, status.IsSettled));
        Assert.Equal("dev/Not A Name", Assert.Single(status.HeldWorkspaces));
        Assert.Contains(status.Diagnostics, finding => finding.Code == "MA027");
        Assert.NotNull(status.TroubledSince);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_there_of_a_workspace_with_errors_stays_also_after_a_restart(bool restarts)
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        var models = new PushedModels();
        models.Push(ReconcileWorld.Model);
        Replica replica = world.Start(models: models);
        await replica.UntilSettledAsync();
        string before = world.Content();
        if (restarts)
        {
            await replica.DisposeAsync();
            models = new PushedModels();
            replica = world.Start(ReconcileWorld.Options with { Apply = new ApplyOptions { MaxPrunedShare = 1 } }, models);
        }

        models.Push(
            Workspaces(
                ReconcileWorld.Model, bookinfo => [bookinfo with { Gateways = [bookinfo.Gateways[0] with { Name = "Not A Name" }] }]));
        ReconcilerStatus held = await replica.UntilAsync(
            status => !status.HeldWorkspaces.IsEmpty && status.Clusters.All(cluster => cluster.IsSettled));
        string meanwhile = world.Content();
        models.Push(Without("details"));
        await replica.UntilAsync(status => status.IsSettled);

        Assert.Equal("dev/bookinfo", Assert.Single(held.HeldWorkspaces));
        Assert.Equal(before, meanwhile);
        Assert.DoesNotContain("gateway-details", world.Content(), StringComparison.Ordinal);
        await replica.DisposeAsync();
    }

    private static MeshModel Workspaces(MeshModel model, Func<Workspace, ValueList<Workspace>> change) => model with
    {
        Organization = model.Organization with
        {
            Tenants = [model.Organization.Tenants[0] with { Workspaces = change(model.Organization.Tenants[0].Workspaces[0]) }],
        },
    };

    private static MeshModel Without(string server) => MeshModel.FromJson(Stripped(server)).Model!;

    private static string Stripped(string server)
    {
        var root = System.Text.Json.Nodes.JsonNode.Parse(ReconcileWorld.Model.ToJson())!;
        var servers = root["organization"]!["tenants"]![0]!["workspaces"]![0]!["gateways"]![0]!["servers"]!.AsArray();
        servers.Remove(servers.First(one => (string)one!["name"]! == server));
        return root.ToJsonString();
    }
}

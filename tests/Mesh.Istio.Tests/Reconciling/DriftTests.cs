using Mesh.Istio.Apply;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Apply;
using Microsoft.Extensions.Time.Testing;

namespace Mesh.Istio.Tests.Reconciling;

public sealed class DriftTests
{
    private const string Name = "gateway-details-cx-tetrate-info-6f79c5888966088b";

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Drift_is_reported_with_its_fields_and_owner_and_left()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using Replica replica = world.Start(ReconcileWorld.Options with { TimeProvider = _time });
        await replica.UntilSettledAsync();
        await EditAsync(world);
        world.ClearRequests();

        _time.Advance(TimeSpan.FromMinutes(5));
        ReconcilerStatus status = await replica.UntilAsync(status => status.Clusters.Any(cluster => cluster.Drift.Count > 0));

        var drift = Assert.Single(status.Clusters[0].Drift);
        Assert.Equal(("MA023", $"aws DestinationRule {ApplyWorld.Home}/{Name}"), (drift.Code, drift.Path));
        Assert.Contains("spec.host", drift.Message, StringComparison.Ordinal);
        Assert.Contains("team-tool", drift.Message, StringComparison.Ordinal);
        Assert.False(status.IsSettled);
        Assert.NotNull(status.TroubledSince);
        Assert.Empty(world.Writes());
        Assert.Equal("elsewhere", HostOf(world));
    }

    [Fact]
    public async Task Drift_is_corrected_when_that_is_asked_for()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using Replica replica = world.Start(ReconcileWorld.Options with { TimeProvider = _time, Drift = DriftHandling.Correct });
        await replica.UntilSettledAsync();
        string wanted = HostOf(world);
        await EditAsync(world);
        world.ClearRequests();

        _time.Advance(TimeSpan.FromMinutes(5));
        ReconcilerStatus status = await replica.UntilAsync(status => status.IsSettled && status.Clusters[0].LastResult!.HasUpdates());

        Assert.Equal(wanted, HostOf(world));
        Assert.All(world.Writes(), write => Assert.EndsWith($"/destinationrules/{Name}", write, StringComparison.Ordinal));
        Assert.Empty(status.Clusters[0].Drift);
    }

    [Fact]
    public async Task What_was_deleted_comes_back_and_what_was_added_to_the_set_goes()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using Replica replica = world.Start(ReconcileWorld.Options with { TimeProvider = _time, Drift = DriftHandling.Correct });
        await replica.UntilSettledAsync();
        string before = world.Content();
        await new Applier(
            [world.Connect()],
            new ApplyOptions
            {
                MaxPrunedShare = 1,
                FieldManager = "mesh",
                Organization = ReconcileWorld.Model.Organization.Name,
                Prune = true,
            })
            .ApplyAsync(Only(
                ApplyWorld.MeshNamespace, Rule("details", []),
                new DestinationRule { Metadata = new ObjectMeta { Name = "surplus", Namespace = ApplyWorld.Home }, Host = "a" }));
        Assert.NotEqual(before, world.Content());

        _time.Advance(TimeSpan.FromMinutes(5));
        await replica.UntilAsync(
            status => status.IsSettled && status.Clusters[0].LastResult!.Objects.Any(entry => entry.Outcome == ApplyOutcome.Deleted));

        Assert.Equal(Names(before), Names(world.Content()));
    }

    [Fact]
    public async Task A_change_that_comes_during_a_check_is_applied_at_once()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using Replica replica = world.Start(ReconcileWorld.Options with { TimeProvider = _time, Drift = DriftHandling.Correct });
        await replica.UntilSettledAsync();
        world.ClearRequests();

        _time.Advance(TimeSpan.FromMinutes(5));
        world.MoveGateway("198.51.100.99");
        await replica.UntilAsync(status => status.IsSettled && world.Writes().Length > 1);

        Assert.Equal(2, world.Writes().Length);
        Assert.All(world.Writes(), write => Assert.Contains("/serviceentries/", write, StringComparison.Ordinal));
    }

    private static string[] Names(string content) => [.. content.Split('\n').Select(line => string.Join(' ', line.Split(' ').Take(2)))];

    private static string HostOf(ReconcileWorld world) =>
        (string)world.Aws.Find("networking.istio.io/v1", "DestinationRule", ApplyWorld.Home, Name)!["spec"]!["host"]!;

    private static async Task EditAsync(ReconcileWorld world)
    {
        ApplyResult edited = await new Applier(
            [world.Connect()], new ApplyOptions { FieldManager = "team-tool", ApplySet = null, ForceConflicts = true })
            .ApplyAsync(Only(Rule("elsewhere", default)));
        Assert.True(edited.IsComplete, edited.ToString());
    }

    private static DestinationRule Rule(string host, ValueMap<string> labels) =>
        new() { Metadata = new ObjectMeta { Name = Name, Namespace = ApplyWorld.Home, Labels = labels }, Host = host };

    private static MeshResources Only(params IstioObject[] objects) =>
        new() { Clusters = [new ClusterResources("aws") { Objects = objects.ToValueList() }] };
}

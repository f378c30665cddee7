using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Apply;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply;

public partial class ApplierTests
{
    [Fact]
    public async Task Thousands_of_unchanged_objects_in_three_clusters_cost_lists_and_nothing_else()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(3);
        IstioObject[] objects =
        [
            ApplyWorld.MeshNamespace,
            .. Enumerable.Range(0, 700).Select(i => ApplyWorld.Rule($"r{i}")),
            .. Enumerable.Range(0, 700).Select(i => ApplyWorld.Routes($"v{i}")),
            .. Enumerable.Range(0, 600).Select(i => ApplyWorld.Gateway($"g{i}")),
        ];
        await world.Applier().ApplyAsync(world.Resources(objects));
        Assert.All(world.Servers, server => server.ClearRequests());

        ApplyResult result = await world.Applier().ApplyAsync(world.Resources(objects));

        Assert.All(result.Objects, entry => Assert.Equal(ApplyOutcome.Unchanged, entry.Outcome));
        // The parent, and two pages of 500 of each kind; the namespaces fit into one.
        Assert.All(world.Servers, server => Assert.Equal(
            ["GET configmaps/mesh 1", "GET destinationrules 2", "GET gateways 2", "GET namespaces 1", "GET virtualservices 2"],
            server.Requests.CountBy(request => $"{request.Method} {Asked(request.Path)}")
                .Select(entry => $"{entry.Key} {entry.Value}")
                .Order(StringComparer.Ordinal)));

        static string Asked(string path) =>
            path.EndsWith("/mesh.tetrate", StringComparison.Ordinal) ? "configmaps/mesh" : path.Split('/')[^1];
    }

    [Fact]
    public async Task What_is_wanted_is_created_in_apply_order_and_then_costs_no_write()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(2);
        MeshResources resources = world.Resources(
            ApplyWorld.Routes("a"), ApplyWorld.Gateway("a"), ApplyWorld.Entry("a", new ServicePort { Name = "http", Number = 80 }),
            ApplyWorld.Rule("a"), ApplyWorld.MeshNamespace);
        Applier applier = world.Applier();

        ApplyResult first = await applier.ApplyAsync(resources);

        Assert.True(first.IsComplete, first.ToString());
        Assert.All(first.Objects, entry => Assert.Equal(ApplyOutcome.Created, entry.Outcome));
        Assert.Equal(
            [
                "namespaces/mesh-multicluster", "configmaps/mesh.tetrate", "destinationrules/a", "serviceentries/a", "gateways/a",
                "virtualservices/a"],
            world.East.Requests.Where(request => request.Method == "PATCH").Select(
                request => string.Join('/', request.Path.Split('/')[^2..])));

        foreach (ApiServer server in world.Servers)
        {
            server.ClearRequests();
        }

        ApplyResult second = await applier.ApplyAsync(resources);

        Assert.True(second.IsComplete, second.ToString());
        Assert.All(second.Objects, entry => Assert.Equal(ApplyOutcome.Unchanged, entry.Outcome));
        Assert.All(world.Servers, server => Assert.Empty(world.Writes(server)));
    }

    [Fact]
    public async Task A_namespace_is_closed_after_what_opens_parts_of_it_and_opened_before_that_goes()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(1);
        IstioObject[] policies =
            [.. new[] { "allow", "zebra-deny", "allow-gateways-details" }.Select(name => new AuthorizationPolicy { Metadata =
            new ObjectMeta { Name = name, Namespace = "mesh-multicluster" }, Action = AuthorizationAction.Allow, Rules = [] })];
        Applier applier = world.Applier(new ApplyOptions { MaxPrunedShare = 1, MaxConcurrency = 1 });

        Assert.True((await applier.ApplyAsync(world.Resources([.. policies, ApplyWorld.MeshNamespace, ApplyWorld.Rule("a")]))).IsComplete);
        Assert.True((await applier.ApplyAsync(world.Resources(ApplyWorld.MeshNamespace))).IsComplete);

        string[] writes = [.. world.East.Requests.Where(
            request => request.Method is "PATCH" or "DELETE" && !request.Path.Contains("/configmaps/", StringComparison.Ordinal))
            .Select(request => $"{request.Method} {request.Path.Split('/')[^1]}")];
        Assert.Equal(
            ["PATCH mesh-multicluster", "PATCH allow-gateways-details", "PATCH zebra-deny", "PATCH allow", "PATCH a", "DELETE a",
                "DELETE allow", "DELETE zebra-deny", "DELETE allow-gateways-details"],
            writes);
    }

    [Fact]
    public async Task A_failure_stops_the_kinds_after_it_in_its_cluster_only()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(2);
        world.East.Faults = request =>
            request.Method == "PATCH" && request.Path.EndsWith("/serviceentries/a", StringComparison.Ordinal)
                ? new Fault(FaultKind.ResetBefore)
                : null;
        MeshResources resources = world.Resources(
            ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Entry("a"), ApplyWorld.Routes("a"));

        ApplyResult stopped = await world.Applier().ApplyAsync(resources);
        world.East.Faults = null;
        ApplyResult again = await world.Applier().ApplyAsync(resources);

        Assert.Equal(
            [ApplyOutcome.Created, ApplyOutcome.Created, ApplyOutcome.Unknown, ApplyOutcome.NotAttempted],
            stopped.Clusters[0].Objects.Select(entry => entry.Outcome));
        Assert.Contains(stopped.Clusters[0].Diagnostics, finding => finding.Code == "MA012");
        Assert.True(stopped.Clusters[1].IsComplete, stopped.ToString());
        Assert.True(again.IsComplete, again.ToString());
    }

    [Fact]
    public async Task With_Continue_everything_else_is_tried_and_nothing_is_pruned()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { OnFailure = FailureHandling.Continue, MaxPrunedShare = 1 };
        await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("old")));
        world.East.Faults = request =>
            request.Method == "PATCH" && request.Path.EndsWith("/destinationrules/a", StringComparison.Ordinal)
                ? new Fault(FaultKind.Unavailable)
                : null;

        ApplyResult result = await world.Applier(options)
            .ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Routes("a")));

        Assert.Equal(
            [ApplyOutcome.Unchanged, ApplyOutcome.Unknown, ApplyOutcome.Created, ApplyOutcome.Kept],
            result.Objects.Select(entry => entry.Outcome));
        Assert.Contains(result.Diagnostics, finding => finding.Code == "MA013");
        Assert.NotNull(world.Find(ApplyWorld.Rule("old")));
    }

    [Fact]
    public async Task A_lost_answer_is_looked_for_before_the_outcome_is_called_unknown()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        world.East.Faults = request =>
            request.Method == "PATCH" && request.Path.EndsWith("/destinationrules/a", StringComparison.Ordinal)
                ? new Fault(FaultKind.ResetAfter)
                : null;

        ApplyResult result = await world.Applier().ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a")));

        Assert.True(result.IsComplete, result.ToString());
        Assert.Equal(ApplyOutcome.Created, result.Objects.Last().Outcome);
    }

    [Fact]
    public async Task A_refused_object_is_not_asked_for_again()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        ServiceEntry twice = ApplyWorld.Entry(
            "a", new ServicePort { Name = "http", Number = 80 }, new ServicePort { Name = "http", Number = 81 });

        ApplyResult result = await world.Applier().ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, twice));

        Assert.Equal(ApplyOutcome.Invalid, result.Objects.Last().Outcome);
        Assert.Equal(
            1,
            world.East.Requests.Count(
                request => request.Method == "PATCH" && request.Path.EndsWith("/serviceentries/a", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_conflict_is_reported_and_taken_over_only_on_request()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        MeshResources resources = world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"));
        await world.Applier().ApplyAsync(resources);
        await world.ApplyAsAsync("team-tool", ApplyWorld.Rule("a", host: "elsewhere"), force: true);

        ApplyResult refused = await world.Applier().ApplyAsync(resources);
        string? between = (string?)world.Find(ApplyWorld.Rule("a"))!["spec"]!["host"];
        ApplyResult taken = await world.Applier(new ApplyOptions { ForceConflicts = true }).ApplyAsync(resources);

        Assert.Equal(
            (ApplyOutcome.Conflict, new FieldConflict("team-tool", ".spec.host")),
            (refused.Objects.Last().Outcome, Assert.Single(refused.Objects.Last().Conflicts)));
        Assert.Contains(refused.Diagnostics, finding => finding.Code == "MA004");
        Assert.Equal("elsewhere", between);
        Assert.True(taken.IsComplete, taken.ToString());
        Assert.Equal("team-tool", Assert.Single(taken.Objects.Last().Conflicts).Manager);
        Assert.Equal("details", (string?)world.Find(ApplyWorld.Rule("a"))!["spec"]!["host"]);
    }

    [Fact]
    public async Task Wherever_a_run_is_killed_the_report_is_true_and_the_next_run_converges()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { MaxPrunedShare = 1 };
        MeshResources first = world.Resources(
            ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b"), ApplyWorld.Routes("b"), ApplyWorld.Gateway("b"));
        MeshResources second = world.Resources(
            ApplyWorld.MeshNamespace, ApplyWorld.Rule("a", host: "reviews"), ApplyWorld.Entry("c"), ApplyWorld.Routes("c"));
        IReadOnlyDictionary<string, string>? wanted = null;
        for (int step = 1, requests = int.MaxValue; step <= requests; step++)
        {
            foreach (bool carriedOut in (bool[])[true, false])
            {
                world.East.Reset();
                world.East.AddNamespace("shop");
                await world.Applier(options).ApplyAsync(first);
                using var killed = new CancellationTokenSource();
                int count = 0;
                world.East.Faults = request =>
                {
                    if (Interlocked.Increment(ref count) == step)
                    {
                        _ = killed.CancelAsync();
                        return carriedOut ? new Fault(FaultKind.HangAfter) : new Fault(FaultKind.Hang);
                    }

                    return null;
                };
                ApplyResult cut = await world.Applier(options).ApplyAsync(second, cancellationToken: killed.Token);
                world.East.Faults = null;
                Assert.Equal(step <= count, cut.WasCancelled);
                Assert.All(cut.Objects.Where(entry => entry.Outcome == ApplyOutcome.NotAttempted), entry => Assert.False(entry.IsInSync));

                ApplyResult next = await world.Applier(options).ApplyAsync(second);

                Assert.True(next.IsComplete, $"step {step}: {next}");
                SortedDictionary<string, string> now = new(
                    world.East
                        .Dump(onlyContent: true)
                        .Where(entry => !entry.Key.StartsWith("customresourcedefinitions", StringComparison.Ordinal))
                        .ToDictionary(),
                    StringComparer.Ordinal);
                wanted ??= now;
                Assert.Equal(wanted, now);
                requests = Math.Min(requests, step <= count ? int.MaxValue : step);
            }
        }
    }

    [Fact]
    public async Task A_progress_that_throws_loses_nothing()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync(1);
        var progress = new BrokenProgress();

        ApplyResult result = await world.Applier()
            .ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b")), progress);

        Assert.True(result.IsComplete, result.ToString());
        Assert.Equal(1, progress.Calls);
        Assert.Equal(["MA017 no screen"], result.Diagnostics.Select(one => $"{one.Code} {one.Message}"));
    }

    private sealed class BrokenProgress : IProgress<AppliedObject>
    {
        public int Calls { get; private set; }

        public void Report(AppliedObject value)
        {
            Calls++;
            throw new InvalidOperationException("no screen");
        }
    }
}

using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.Diagnostics;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.Applying;

/// <summary>
/// What a recorded <c>kubectl apply --server-side --prune --applyset</c> wrote to a real API server, and what Mesh writes for the same
/// input: the same requests with the same bodies, and the same objects come of them.
/// </summary>
/// <remarks>
/// By design Mesh differs in this and in nothing else: it names itself as the tooling; it leaves out writes that change nothing, because it
/// lists first and compares; it lists each kind once, before its first write, where kubectl lists each kind and namespace after its last; a
/// deletion names uid and version of what was read; and objects are written in apply order, not in that of the file.
/// </remarks>
public class WireTests
{
    private const string Tooling = "applyset.kubernetes.io/tooling";

    [Theory]
    [InlineData("kubectl")]
    [InlineData("mesh")]
    public async Task For_the_same_input_Mesh_writes_what_kubectl_wrote_and_leaves_the_same_objects(string manager)
    {
        await using WireWorld world = await WireWorld.StartAsync();
        var versions = new Dictionary<string, string>(StringComparer.Ordinal);
        int applied = 0, compared = 0;
        foreach (KubectlStep step in KubectlStep.All().TakeWhile(step => step.Id != "other-set-takes-child"))
        {
            if (step.Applies)
            {
                ApplyResult result = await world.ApplyAsync(Options(manager, step), step.Objects);

                Assert.True(result.IsComplete, $"{step.Id}: {result}");
                AssertWrites(manager, step, Effective(step, versions), world.Server.Requests);
                AssertReads(step, world.Server.Requests);
                applied++;
            }
            else if (step.Exchanges is [{ Method: "PATCH" } preparation])
            {
                await world.ReplayAsync(AsOurs(manager, preparation));
            }
            else if (step.Exchanges is [{ Method: "GET", Status: 200, Body: { } stored } get] && step.Arguments.Count == 0)
            {
                Assert.Equal(Canonical.Object(AsOurs(manager, stored)), Canonical.Object((await world.GetAsync(get.Path))!));
                compared++;
            }
        }

        Assert.Equal((8, 7), (applied, compared));
    }

    [Theory]
    [InlineData("kubectl")]
    [InlineData("mesh")]
    public async Task A_parent_that_is_a_secret_is_made_as_kubectl_makes_it(string manager)
    {
        await using WireWorld world = await WireWorld.StartAsync();
        KubectlStep step = KubectlStep.Of("secret-parent-default-kind");

        ApplyResult result = await world.ApplyAsync(Options(manager, step), step.Objects);

        Assert.True(result.IsComplete, result.ToString());
        AssertWrites(manager, step, Effective(step, []), world.Server.Requests);
        RecordedExchange parent = KubectlStep.Of("parent-secret").Exchanges[0];
        Assert.Equal(Canonical.Object(AsOurs(manager, parent.Body!)), Canonical.Object((await world.GetAsync(parent.Path))!));
    }

    [Fact]
    public async Task After_a_refused_object_the_others_are_written_and_neither_pruned_nor_shrunk_as_with_kubectl()
    {
        await using WireWorld world = await WireWorld.StartAsync();
        KubectlStep step = KubectlStep.Of("partial-failure");
        RecordedExchange refused = step.Exchanges.Single(one => one.Status == 422);
        // The recorded object holds a word that Mesh's types have no place for; this one is refused by a rule instead.
        var wrong = new DestinationRule
        {
            Metadata = new ObjectMeta { Name = "cart", Namespace = "shop" },
            Host = "cart.shop.svc.cluster.local",
            TrafficPolicy = new TrafficPolicy { OutlierDetection = new OutlierDetection { Interval = TimeSpan.FromMicroseconds(1) } },
        };

        ApplyResult result = await world.ApplyAsync(
            Options("kubectl", step) with { OnFailure = FailureHandling.Continue }, step.Objects.Add(wrong));

        Assert.Equal(ApplyOutcome.Invalid, Assert.Single(result.Objects, entry => !entry.IsInSync).Outcome);
        Assert.Equal(
            422,
            Assert.Single(world.Server.Requests, one => one.IsWrite && refused.Path.StartsWith(one.Path, StringComparison.Ordinal)).Status);
        AssertWrites(
            "kubectl",
            step,
            [.. step.Exchanges.Where(one => one.Method != "GET" && one != refused)],
            [.. world.Server.Requests.Where(one => !one.IsWrite || !refused.Path.StartsWith(one.Path, StringComparison.Ordinal))]);
        RecordedExchange parent = KubectlStep.Of("parent-after-partial-failure").Exchanges[0];
        Assert.Equal(Canonical.Object(AsOurs("kubectl", parent.Body!)), Canonical.Object((await world.GetAsync(parent.Path))!));
    }

    [Fact]
    public async Task Of_fifty_recorded_objects_Mesh_applies_those_that_the_server_took_and_its_reader_refuses_the_others()
    {
        await using WireWorld world = await WireWorld.StartAsync();
        var options = new ApplyOptions { FieldManager = "meshgen", ApplySet = null };
        RecordedExchange[] all =
        [
            .. ApiServerRecordings.Interactions(id => id.StartsWith("apply-batch-", StringComparison.Ordinal))
                .Select(one => new RecordedExchange(one["request"]!.AsObject(), one["response"]!.AsObject())),
        ];
        ManifestSet read = ManifestReader.Read(string.Join("\n---\n", all.Select(one => one.Request["body"]!.ToJsonString())));

        ApplyPlan plan = await world.PlanAsync(options, read.Objects);
        ApplyResult first = await world.ApplyAsync(options, read.Objects);
        string[] writes = [.. world.Server.Requests.Where(one => one.IsWrite).Select(Canonical.Write)];
        ApplyResult again = await world.ApplyAsync(options, read.Objects);

        Assert.Equal(all.Count(one => one.Status != 201), read.Diagnostics.Count(finding => finding.Severity == DiagnosticSeverity.Error));
        Assert.Equal(
            all.Where(one => one.Status == 201)
                .Select(one =>
                    Canonical.Write(one).Replace("fieldValidation=Strict", "fieldValidation=Strict&force=false", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            writes.Order(StringComparer.Ordinal));
        Assert.All(plan.Objects, entry => Assert.Equal(PlannedAction.Create, entry.Action));
        Assert.All(first.Objects, entry => Assert.Equal(ApplyOutcome.Created, entry.Outcome));
        Assert.All(again.Objects, entry => Assert.Equal(ApplyOutcome.Unchanged, entry.Outcome));
        Assert.DoesNotContain(world.Server.Requests, one => one.IsWrite);
    }

    [Fact]
    public async Task A_plan_asks_by_the_dry_run_of_kubectl_diff_but_validates_strictly()
    {
        await using WireWorld world = await WireWorld.StartAsync();
        var options = new ApplyOptions { FieldManager = "kubectl", ApplySet = null };
        await world.ApplyAsync(options, KubectlStep.Of("plain-server-side-apply").Objects);
        KubectlStep step = KubectlStep.Of("diff-server-side");

        ApplyPlan plan = await world.PlanAsync(options, step.Objects);

        string recorded = Canonical.Write(step.Exchanges.Single(one => one.Method == "PATCH"));
        Assert.Equal(
            recorded.Replace("&fieldManager=kubectl&", "&fieldManager=kubectl&fieldValidation=Strict&", StringComparison.Ordinal),
            Canonical.Write(Assert.Single(world.Server.Requests, one => one.IsWrite)));
        Assert.Equal(PlannedAction.Update, Assert.Single(plan.Objects).Action);
    }

    private static ApplyOptions Options(string manager, KubectlStep step) =>
        new() { FieldManager = manager, ApplySet = step.Parent, MaxPrunedShare = 1 };

    private static void AssertWrites(string manager, KubectlStep step, RecordedExchange[] recorded, IReadOnlyList<RequestRecord> requests)
    {
        RequestRecord[] writes = [.. requests.Where(one => one.IsWrite)];
        Assert.Equal(
            recorded.Select(one => AsOurs(manager, Canonical.Write(one))).Order(StringComparer.Ordinal),
            writes.Select(one => Canonical.Write(WithoutPreconditions(one))).Order(StringComparer.Ordinal));

        // The parent names the kinds before there is a member of them, and fewer only after the members are gone.
        string parent = step.Exchanges.First(one => one.Method == "GET").Path;
        int[] parents = [.. Positions(writes, one => one.Path == parent)],
            members = [.. Positions(writes, one => one.Path != parent && one.Method == "PATCH")];
        int[] deletions = [.. Positions(writes, one => one.Method == "DELETE")];
        bool first = recorded is [{ Method: "PATCH" } head, ..] && head.Path.StartsWith(parent, StringComparison.Ordinal);
        Assert.Equal(first ? [0] : [], parents.Where(at => at == 0));
        Assert.True(
            members.Length == 0 || deletions.Length == 0 || members.Max() < deletions.Min(),
            $"{step.Id}: a deletion before the last write of a member");
        Assert.True(deletions.Length == 0 || parents.Max() == writes.Length - 1, $"{step.Id}: the parent is written after the deletions");
    }

    private static void AssertReads(KubectlStep step, IReadOnlyList<RequestRecord> requests)
    {
        RequestRecord[] reads = [.. requests.TakeWhile(one => !one.IsWrite)];
        Assert.DoesNotContain(requests.Skip(reads.Length), one => !one.IsWrite);
        Assert.Equal(step.Exchanges.First(one => one.Method == "GET").Path, reads[0].Path);
        Assert.All(reads.Skip(1), list => Assert.DoesNotContain("/namespaces/", list.Path, StringComparison.Ordinal));
        Assert.Distinct(reads.Select(list => list.Path), StringComparer.Ordinal);
        // Of a kind of which nothing is wanted, the members alone are asked for, by the words of kubectl.
        Assert.All(
            reads.Skip(1).Where(list => !step.Objects.Any(one => list.Path.EndsWith(Plural(one.Kind), StringComparison.Ordinal))),
            list => Assert.Equal(
                $"?limit=500&labelSelector={Uri.EscapeDataString($"applyset.kubernetes.io/part-of={step.Parent!.Id}")}", list.Query));
        Assert.All(
            step.Exchanges.Where(one => one.Path.Contains("labelSelector=", StringComparison.Ordinal)),
            list => Assert.EndsWith(
                $"?labelSelector={Uri.EscapeDataString($"applyset.kubernetes.io/part-of={step.Parent!.Id}")}", list.Path,
                StringComparison.Ordinal));
    }

    // The recorded writes that wrote: a no-op leaves the version as it was.
    private static RecordedExchange[] Effective(KubectlStep step, Dictionary<string, string> versions) =>
    [
        .. step.Exchanges.Where(one =>
            one.Method == "DELETE" || (one.Method == "PATCH" && one.Body!["metadata"]!["resourceVersion"]!.GetValue<string>() is var version
            && versions.GetValueOrDefault(one.Path) != version && (versions[one.Path] = version) == version)),
    ];

    private static RequestRecord WithoutPreconditions(RequestRecord one)
    {
        if (one.Method != "DELETE")
        {
            return one;
        }

        JsonObject body = JsonNode.Parse(one.Body)!.AsObject();
        Assert.Equal(
            ["resourceVersion", "uid"],
            body["preconditions"]!.AsObject().Where(
                entry => entry.Value!.GetValue<string>().Length > 0).Select(entry => entry.Key).Order(StringComparer.Ordinal));
        body.Remove("preconditions");
        return one with { Body = body.ToJsonString() };
    }

    private static RecordedExchange AsOurs(string manager, RecordedExchange one) =>
        new(JsonNode.Parse(AsOurs(manager, one.Request.ToJsonString()))!.AsObject(), one.Response);

    private static string AsOurs(string manager, string write) => write
        .Replace("fieldManager=kubectl", $"fieldManager={manager}", StringComparison.Ordinal)
        .Replace($"\"{Tooling}\":\"kubectl/v1.35.4\"", $"\"{Tooling}\":\"mesh/v1\"", StringComparison.Ordinal);

    private static JsonObject AsOurs(string manager, JsonObject stored)
    {
        JsonObject copy = stored.DeepClone().AsObject();
        if (copy["metadata"]!["annotations"] is JsonObject annotations && annotations.ContainsKey(Tooling))
        {
            annotations[Tooling] = "mesh/v1";
        }

        foreach (JsonNode? entry in copy["metadata"]!["managedFields"]!.AsArray())
        {
            entry!["manager"] = entry["manager"]!.GetValue<string>().Replace("kubectl", manager, StringComparison.Ordinal);
        }

        return copy;
    }

    private static string Plural(string kind) => $"/{KindTable.All.Single(one => one.Kind == kind).Plural}";

    private static IEnumerable<int> Positions(RequestRecord[] writes, Func<RequestRecord, bool> matches) =>
        writes.Index().Where(entry => matches(entry.Item)).Select(entry => entry.Index);
}

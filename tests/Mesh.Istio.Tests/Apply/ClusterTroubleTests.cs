using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Apply;

/// <summary>What real clusters are at times: a namespace that is going, a CRD that is missing, owners by the megabyte.</summary>
public class ClusterTroubleTests
{
    [Fact]
    public async Task A_namespace_that_is_being_deleted_is_no_question_of_rights_and_passes()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        MeshResources wanted = world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b", ns: "cart"));
        world.East.AddNamespace("cart");
        SetTerminating(world.East, "shop", true);

        ApplyPlan plan = await world.Planner().PlanAsync(wanted);
        ApplyResult result = await world.Applier(new() { OnFailure = FailureHandling.Continue }).ApplyAsync(wanted);
        SetTerminating(world.East, "shop", false);
        ApplyResult later = await world.Applier().ApplyAsync(wanted);

        Assert.Contains(plan.Diagnostics, finding => finding.Code == "MA029");
        Mesh.Diagnostics.Diagnostic found = Assert.Single(result.Diagnostics, finding => finding.Code == "MA029");
        Assert.Contains("because it is being terminated", found.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Diagnostics.Concat(plan.Diagnostics), finding => finding.Code == "MA005");
        Assert.Equal(ApplyOutcome.Failed, result.Clusters[0].Objects.Single(one => one.Name == "a").Outcome);
        Assert.Equal(ApplyOutcome.Created, result.Clusters[0].Objects.Single(one => one.Name == "b").Outcome);
        Assert.True(later.IsComplete, later.ToString());
    }

    [Fact]
    public async Task What_is_there_can_still_be_changed_in_a_namespace_that_is_being_deleted()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        Applier applier = world.Applier();
        await applier.ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a")));
        SetTerminating(world.East, "shop", true);

        ApplyResult result = await applier.ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a", "reviews")));

        Assert.True(result.IsComplete, result.ToString());
    }

    [Fact]
    public async Task A_shared_namespace_that_is_being_deleted_is_said_as_that()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        world.East.AddNamespace(ApplyWorld.Home);
        SetTerminating(world.East, ApplyWorld.Home, true);

        ApplyResult result = await world.Applier().ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a")));

        Assert.False(result.IsComplete);
        Assert.Contains(result.Diagnostics, finding => finding.Code == "MA014" && finding.Path == "east Namespace mesh-multicluster");
        Assert.DoesNotContain(result.Diagnostics, finding => finding.Code == "MA005");
    }

    [Fact]
    public async Task A_CRD_that_one_cluster_lacks_concerns_its_objects_there_and_nothing_else()
    {
        string[] all = [.. IstioKinds.All.Definitions.Select(one => one.ToJsonString())];
        CustomResources some = CustomResources.FromYaml(
            string.Join("\n---\n", all.Where(one => !one.Contains("\"sidecars\"", StringComparison.Ordinal))));
        await using ApiServer old = await ApiServer.StartAsync(new() { Name = "old", Resources = some });
        await using ApiServer whole = await ApiServer.StartAsync(new() { Name = "whole", Resources = IstioKinds.All });
        ValueList<IstioObject> objects = [ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"),
            new Sidecar { Metadata = ApplyWorld.Meta("default", "shop") }];
        var wanted = new MeshResources { Clusters = [new("old") { Objects = objects }, new("whole") { Objects = objects }] };
        old.AddNamespace("shop");
        whole.AddNamespace("shop");
        using ClusterConnection first = LiveWorld.Open(old);
        using ClusterConnection second = LiveWorld.Open(whole);

        ApplyPlan plan = await new Planner([first, second]).PlanAsync(wanted);
        ApplyResult result = await new Applier([first, second], new() { OnFailure = FailureHandling.Continue }).ApplyAsync(wanted);

        Assert.All([.. plan.Diagnostics.Errors, .. result.Diagnostics.Errors], finding => Assert.Equal(("MA006", "old Sidecar"),
            (finding.Code, finding.Path)));
        Assert.True(result.Clusters.Single(one => one.Cluster == "whole").IsComplete);
        Assert.Equal(
            [ApplyOutcome.Created, ApplyOutcome.Invalid], result.Clusters.Single(one => one.Cluster == "old")
                .Objects.Where(one => one.Kind != "Namespace").Select(one => one.Outcome));
    }

    [Fact]
    public async Task An_object_whose_owners_fill_a_megabyte_is_planned_applied_and_pruned_as_any_other()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        Applier applier = world.Applier(new() { MaxPrunedShare = 1 });
        MeshResources wanted = world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b"));
        await applier.ApplyAsync(wanted);
        Burden(world.East, "a");
        Burden(world.East, "b");
        world.East.ClearRequests();

        ApplyPlan plan = await world.Planner().PlanAsync(wanted);
        ApplyResult unchanged = await applier.ApplyAsync(wanted);
        string[] writes = world.Writes();
        ApplyResult changed = await applier.ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a", "reviews")));

        Assert.False(plan.HasProblems, plan.ToString());
        Assert.Empty(writes);
        Assert.True(unchanged.IsComplete && changed.IsComplete, changed.ToString());
        Assert.Equal(
            [("a", ApplyOutcome.Updated), ("b", ApplyOutcome.Deleted)],
            changed.Clusters[0].Objects.Where(one => one.Kind == "DestinationRule").Select(one => (one.Name, one.Outcome)));
    }

    // Controllers that each own an annotation: 1 MB of managedFields.
    private static void Burden(ApiServer server, string name)
    {
        JsonObject rule = server.Find("networking.istio.io/v1", "DestinationRule", "shop", name)!;
        JsonObject metadata = rule["metadata"]!.AsObject();
        var owners = metadata["managedFields"]!.AsArray();
        var annotations = new JsonObject();
        for (int i = 0; i < 4000; i++)
        {
            string key = $"controller-{i}.example.com/seen";
            annotations[key] = "yes";
            owners.Add((JsonNode)new JsonObject
            {
                ["manager"] = $"controller-{i}",
                ["operation"] = "Update",
                ["apiVersion"] = "networking.istio.io/v1",
                ["time"] = "2026-01-01T00:00:00Z",
                ["fieldsType"] = "FieldsV1",
                ["fieldsV1"] = JsonNode.Parse($$"""{"f:metadata":{"f:annotations":{"f:{{key}}":{} } } }"""),
            });
        }

        metadata["annotations"] = annotations;
        Assert.True(rule.ToJsonString().Length > 1_000_000);
        server.Seed(rule.ToJsonString());
    }

    private static void SetTerminating(ApiServer server, string name, bool isTerminating) => server.Seed(JsonSerializer.Serialize(new
    {
        apiVersion = "v1",
        kind = "Namespace",
        metadata = isTerminating ? (object)new { name, deletionTimestamp = "2026-01-01T00:00:00Z" } : new { name },
        spec = new { finalizers = (string[])["kubernetes"] },
        status = new { phase = isTerminating ? "Terminating" : "Active" },
    }));
}

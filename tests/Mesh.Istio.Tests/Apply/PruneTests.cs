using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply;

public class PruneTests
{
    [Theory]
    [InlineData("mesh.shop.ConfigMap.", "applyset-VjRwz1LN1-AoEWTWyoB-d1MYw_3BujqOlg9HzxHhADw-v1")]
    [InlineData("mesh.shop.Secret.", "applyset-ala4RgP5R7m7XCm094DN5gTpI_QjDrayKjdjk0GCRlk-v1")]
    [InlineData("prod..MeshSet.example.com", "applyset-xzB7YQD-PFefTCRxtXUDJZr8AYrfiFclhdCwDSV8qdA-v1")]
    public void The_id_of_a_set_is_that_of_kubectl(string hashed, string id)
    {
        ApplySetParent parent = hashed switch
        {
            "mesh.shop.ConfigMap." => ApplySetParent.ConfigMap("shop", "mesh"),
            "mesh.shop.Secret." => ApplySetParent.Secret("shop", "mesh"),
            _ => ApplySetParent.Custom("example.com", "v1", "MeshSet", "meshsets", "prod"),
        };

        Assert.Equal(id, parent.Id);
    }

    [Fact]
    public async Task Parent_and_members_look_as_kubectl_leaves_them()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var parent = ApplySetParent.ConfigMap("shop", "mesh");

        await world.Applier(new ApplyOptions { ApplySet = parent })
            .ApplyAsync(world.Resources(ApplyWorld.Rule("a"), ApplyWorld.Entry("a"), ApplyWorld.Routes("a")));

        JsonNode metadata = world.East.Find("v1", "ConfigMap", "shop", "mesh")!["metadata"]!;
        Assert.Equal(parent.Id, (string?)metadata["labels"]!["applyset.kubernetes.io/id"]);
        Assert.Equal(
            """{"applyset.kubernetes.io/additional-namespaces":"","applyset.kubernetes.io/contains-group-kinds":""" + "\""
                + "DestinationRule.networking.istio.io,ServiceEntry.networking.istio.io,VirtualService.networking.istio.io"
                + "\"" + ""","applyset.kubernetes.io/tooling":"mesh/v1"}""",
            metadata["annotations"]!.ToJsonString());
        Assert.Equal(parent.Id, (string?)world.Find(ApplyWorld.Rule("a"))!["metadata"]!["labels"]!["applyset.kubernetes.io/part-of"]);
    }

    [Fact]
    public async Task What_is_no_longer_wanted_goes_in_the_reverse_order_and_the_parent_shrinks()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { MaxPrunedShare = 1, Organization = "tetrate" };
        await world.Applier(options)
            .ApplyAsync(world.Resources(
                ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b"), ApplyWorld.Gateway("b"), ApplyWorld.Routes("b")));
        world.East.ClearRequests();

        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.Rule("a")));

        Assert.True(result.IsComplete, result.ToString());
        Assert.Equal(
            ["virtualservices/b", "gateways/b", "destinationrules/b"],
            world.East.Requests.Where(request => request.Method == "DELETE").Select(
                request => string.Join('/', request.Path.Split('/')[^2..])));
        Assert.All(world.East.Requests.Where(request => request.Method == "DELETE"), request =>
        {
            Assert.Empty(request.Query);
            Assert.NotNull((string?)JsonNode.Parse(request.Body)!["preconditions"]!["uid"]);
        });
        Assert.Equal(
            "DestinationRule.networking.istio.io",
            (string?)world.East.Find(
                "v1", "ConfigMap", ApplyWorld.Home,
                "mesh.tetrate")!["metadata"]!["annotations"]!["applyset.kubernetes.io/contains-group-kinds"]);
        Assert.NotNull(world.Find(ApplyWorld.MeshNamespace));
    }

    [Fact]
    public async Task Members_are_found_even_when_somebody_deleted_the_parent()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { MaxPrunedShare = 1, Organization = "tetrate" };
        await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Gateway("b")));
        using (var client = new HttpClient())
        using (var request = new HttpRequestMessage(
            HttpMethod.Delete, new Uri(world.East.Url, $"/api/v1/namespaces/{ApplyWorld.Home}/configmaps/mesh.tetrate")))
        {
            request.Headers.Authorization = new("Bearer", "admin");
            (await client.SendAsync(request)).Dispose();
        }

        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.Rule("a")));

        Assert.True(result.IsComplete, result.ToString());
        Assert.Null(world.Find(ApplyWorld.Gateway("b")));
        Assert.NotNull(world.East.Find("v1", "ConfigMap", ApplyWorld.Home, "mesh.tetrate"));
    }

    [Fact]
    public async Task Members_are_found_even_when_the_parent_no_longer_names_their_kinds()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { MaxPrunedShare = 1, Organization = "tetrate" };
        await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Gateway("b")));
        JsonObject parent = world.East.Find("v1", "ConfigMap", ApplyWorld.Home, "mesh.tetrate")!;
        parent["metadata"]!["annotations"]!.AsObject().Remove("applyset.kubernetes.io/contains-group-kinds");
        world.East.Seed(parent.ToJsonString());

        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.Rule("a")));

        Assert.Equal([ApplyOutcome.Unchanged, ApplyOutcome.Deleted], result.Objects.Select(entry => entry.Outcome));
    }

    [Fact]
    public async Task The_guard_lets_nothing_go_when_too_much_would()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        await world.Applier()
            .ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Rule("b"), ApplyWorld.Rule("c")));

        ApplyResult result = await world.Applier().ApplyAsync(world.Resources(ApplyWorld.Rule("a")));
        ApplyPlan plan = await world.Planner().PlanAsync(world.Resources(ApplyWorld.Rule("a")));

        Assert.Equal([ApplyOutcome.Unchanged, ApplyOutcome.Kept, ApplyOutcome.Kept], result.Objects.Select(entry => entry.Outcome));
        Assert.False(result.IsComplete);
        Assert.Equal("MA010", Assert.Single(result.Diagnostics).Code);
        Assert.Equal([PlannedAction.Unchanged, PlannedAction.Keep, PlannedAction.Keep], plan.Objects.Select(entry => entry.Action));
    }

    [Theory]
    [InlineData("dev/bookinfo", true)]
    [InlineData("*/bookinfo", true)]
    [InlineData("dev/*", true)]
    [InlineData("bookinfo", true)]
    [InlineData("dev/orders", false)]
    [InlineData("*/orders", false)]
    public async Task Objects_of_a_protected_workspace_stay(string pattern, bool stays)
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { MaxPrunedShare = 1, ProtectedWorkspaces = [pattern] };
        IstioObject other = ApplyWorld.Rule("b", workspace: "orders");
        await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), other));

        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources(other));

        Assert.Equal(stays, world.Find(ApplyWorld.Rule("a")) is not null);
        Assert.Equal(stays ? ApplyOutcome.Kept : ApplyOutcome.Deleted, result.Objects.Single(entry => entry.Name == "a").Outcome);
        Assert.Equal(stays ? ["MA011"] : [], result.Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public async Task A_member_that_left_the_set_meanwhile_is_left_alone()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { MaxPrunedShare = 1, Organization = "tetrate" };
        await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a")));
        int deletes = 0;
        world.East.Faults = request =>
        {
            if (request.Method == "DELETE" && Interlocked.Increment(ref deletes) == 1)
            {
                JsonObject theirs = world.Find(ApplyWorld.Rule("a"))!;
                theirs["metadata"]!["labels"]!["applyset.kubernetes.io/part-of"] = "applyset-of-others-v1";
                ((JsonObject)theirs["metadata"]!).Remove("resourceVersion");
                world.East.Seed(theirs.ToJsonString());
            }

            return null;
        };

        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources());

        Assert.Equal(ApplyOutcome.Kept, Assert.Single(result.Objects).Outcome);
        Assert.NotNull(world.Find(ApplyWorld.Rule("a")));
    }

    [Theory]
    [InlineData("kubectl/v1.35.4", null, "is managed by 'kubectl/v1.35.4'")]
    [InlineData(null, null, "it lacks the annotation")]
    [InlineData("mesh/v1", "applyset-wrong-v1", "'applyset-wrong-v1'")]
    public async Task A_parent_that_is_not_ours_is_left_alone_and_nothing_is_applied(string? tooling, string? id, string words)
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var parent = ApplySetParent.ConfigMap("shop", "mesh");
        var annotations = new JsonObject();
        if (tooling is not null)
        {
            annotations["applyset.kubernetes.io/tooling"] = tooling;
        }

        world.East.Seed(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject
            {
                ["name"] = "mesh",
                ["namespace"] = "shop",
                ["labels"] = new JsonObject { ["applyset.kubernetes.io/id"] = id ?? parent.Id },
                ["annotations"] = annotations,
            },
        }.ToJsonString());

        ApplyResult refused = await world.Applier(new ApplyOptions { ApplySet = parent }).ApplyAsync(world.Resources(ApplyWorld.Rule("a")));
        Assert.Empty(world.Writes());
        ApplyResult taken = await world.Applier(new ApplyOptions { ApplySet = parent, ForceConflicts = true })
            .ApplyAsync(world.Resources(ApplyWorld.Rule("a")));

        Assert.Equal(ApplyOutcome.NotAttempted, Assert.Single(refused.Objects).Outcome);
        Assert.Contains(
            refused.Diagnostics, finding => finding.Code == "MA009" && finding.Message.Contains(words, StringComparison.Ordinal));
        Assert.True(taken.IsComplete, taken.ToString());
        Assert.Equal(
            "mesh/v1",
            (string?)world.East.Find("v1", "ConfigMap", "shop", "mesh")!["metadata"]!["annotations"]!["applyset.kubernetes.io/tooling"]);
    }

    [Fact]
    public async Task An_object_that_a_finalizer_holds_is_reported_as_being_deleted()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { MaxPrunedShare = 1, Organization = "tetrate" };
        await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a")));
        JsonObject held = world.Find(ApplyWorld.Rule("a"))!;
        held["metadata"]!["finalizers"] = new JsonArray("example.com/hold");
        world.East.Seed(held.ToJsonString());

        ApplyResult deleted = await world.Applier(options).ApplyAsync(world.Resources());
        ApplyResult wanted = await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.Rule("a")));

        Assert.Equal(ApplyOutcome.Deleting, Assert.Single(deleted.Objects).Outcome);
        Assert.Equal(ApplyOutcome.Deleting, Assert.Single(wanted.Objects).Outcome);
        Assert.Contains(wanted.Diagnostics, finding => finding.Code == "MA014");
    }

    [Fact]
    public async Task Without_a_set_nothing_is_labelled_and_nothing_goes()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { ApplySet = null, MaxPrunedShare = 1 };
        await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.Rule("a")));

        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources());

        Assert.Empty(result.Objects);
        Assert.False(world.Find(ApplyWorld.Rule("a"))!["metadata"]!["labels"]!.AsObject().ContainsKey("applyset.kubernetes.io/part-of"));
    }

    [Fact]
    public async Task A_list_that_fails_keeps_everything_from_being_pruned()
    {
        await using ApplyWorld world = await ApplyWorld.StartAsync();
        var options = new ApplyOptions { MaxPrunedShare = 1, Organization = "tetrate" };
        await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.MeshNamespace, ApplyWorld.Rule("a"), ApplyWorld.Routes("b")));
        world.East.Faults = request =>
            request.Path.EndsWith("/virtualservices", StringComparison.Ordinal) ? new Fault(FaultKind.Unavailable) : null;

        ApplyResult result = await world.Applier(options).ApplyAsync(world.Resources(ApplyWorld.Entry("c")));

        Assert.NotNull(world.Find(ApplyWorld.Rule("a")));
        Assert.Contains(result.Diagnostics, finding => finding.Code == "MA013");
        Assert.Contains(result.Diagnostics, finding => finding.Code == "MA002");
    }
}

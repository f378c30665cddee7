using System.Text.Json.Nodes;
using Mesh.Istio.Apply;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.Applying;

/// <summary>Whose a set is: kubectl keeps its hands off Mesh's, Mesh off kubectl's, and both tell by the same marks.</summary>
public class SetOwnershipTests
{
    private const string Tooling = "applyset.kubernetes.io/tooling";
    private static readonly ApplySetParent Parent = ApplySetParent.ConfigMap("shop", "mesh");

    [Fact]
    public void The_ids_are_those_that_kubectl_computes()
    {
        Assert.All(ApiServerRecordings.IdVectors(), vector =>
        {
            string home = vector!["namespace"]!.GetValue<string>();
            var parent = new ApplySetParent(
                vector["group"]!.GetValue<string>(), vector["kind"]!.GetValue<string>(), "", home.Length == 0 ? null : home,
                vector["name"]!.GetValue<string>());
            Assert.Equal(vector["id"]!.GetValue<string>(), parent.Id);
        });
    }

    [Fact]
    public async Task Mesh_leaves_a_set_of_kubectl_alone()
    {
        await using WireWorld world = await KubectlAppliedAsync();
        IReadOnlyDictionary<string, string> before = world.Server.Dump();

        ApplyResult result = await world.ApplyAsync(new ApplyOptions { ApplySet = Parent }, [Rule("front")]);

        Assert.Equal(before, world.Server.Dump());
        Assert.Contains(
            result.Diagnostics,
            finding => finding.Code == "MA009" && finding.Message.Contains("is managed by 'kubectl/v1.35.4'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Mesh_takes_a_set_of_kubectl_over_with_all_members_when_told_to_and_kubectl_would_then_refuse_it()
    {
        await using WireWorld world = await KubectlAppliedAsync();

        ApplyResult result = await world.ApplyAsync(
            new ApplyOptions { ApplySet = Parent, ForceConflicts = true, MaxPrunedShare = 1 }, [Rule("front")]);

        Assert.True(result.IsComplete, result.ToString());
        // A member of kubectl's that Mesh does not want is a member that is no longer wanted.
        Assert.Equal(
            [("front", ApplyOutcome.Updated), ("front", ApplyOutcome.Deleted), ("cart", ApplyOutcome.Deleted)],
            result.Objects.Select(entry => (entry.Name, entry.Outcome)));
        JsonObject rule = world.Server.Find("networking.istio.io/v1", "DestinationRule", "shop", "front")!;
        Assert.Equal(["mesh"], ManagersOf(rule, "f:host"));
        JsonObject parent = world.Server.Find("v1", "ConfigMap", "shop", "mesh")!;
        Assert.Equal(
            "DestinationRule.networking.istio.io",
            parent["metadata"]!["annotations"]!["applyset.kubernetes.io/contains-group-kinds"]!.GetValue<string>());
        Assert.Equal(
            ["mesh-applyset"],
            parent["metadata"]!["managedFields"]!.AsArray().Where(
                entry => entry!["fieldsV1"]!["f:metadata"]!["f:annotations"]?[$"f:{Tooling}"] is not null)
                    .Select(entry => entry!["manager"]!.GetValue<string>()));

        // kubectl compares what stands before the slash, as its recorded refusal says, and reads nothing else.
        KubectlStep refused = KubectlStep.Of("other-tooling");
        RecordedExchange seen = Assert.Single(refused.Exchanges);
        Assert.Equal("meshgen/v1.0.0", seen.Body!["metadata"]!["annotations"]![Tooling]!.GetValue<string>());
        Assert.Equal(1, refused.ExitCode);
        Assert.NotEqual("kubectl", parent["metadata"]!["annotations"]![Tooling]!.GetValue<string>().Split('/')[0]);
    }

    [Theory]
    [InlineData("other-tooling", true)]
    [InlineData("wrong-id-label", true)]
    [InlineData("parent-without-annotations", true)]
    [InlineData("cluster-parent-missing", true)]
    [InlineData("cluster-parent-without-tooling", true)]
    // Mesh keeps a kind that it does not know in the annotation and deletes nothing of it; where no kind is named it asks for members of
    // all of its own.
    [InlineData("unknown-kind-in-annotation", false)]
    [InlineData("cluster-parent-without-group-kinds", false)]
    public async Task Mesh_refuses_the_parents_that_kubectl_refuses_but_for_two_that_it_can_work_with(string id, bool refuses)
    {
        await using WireWorld world = await WireWorld.StartAsync();
        KubectlStep step = KubectlStep.Of(id);
        await world.ReplayAsync(KubectlStep.Of("crd-of-cluster-scoped-parent").Exchanges[0]);
        RecordedExchange found = step.Exchanges[^1];
        if (found.Status == 200)
        {
            // What is kubectl's own to kubectl is Mesh's own to Mesh, and no conflict of fields hides the check.
            JsonObject parent = JsonNode.Parse(
                found.Body!.ToJsonString().Replace("\"kubectl/", "\"mesh/", StringComparison.Ordinal))!.AsObject();
            foreach (JsonNode? entry in parent["metadata"]!["managedFields"] as JsonArray ?? [])
            {
                entry!["manager"] = "mesh-applyset";
            }

            world.Server.Seed(parent.ToJsonString());
        }

        ApplyResult result = await world.ApplyAsync(new ApplyOptions { ApplySet = step.Parent }, step.Objects);

        Assert.Equal(1, step.ExitCode);
        Assert.Equal(!refuses, result.IsComplete);
        Assert.Equal(
            refuses ? ["MA009"] : [], result.Diagnostics.Where(finding => finding.Code != "MA013").Select(finding => finding.Code));
        Assert.Equal(refuses, !world.Server.Requests.Any(one => one.IsWrite));
        string? kinds = (await world.GetAsync(found.Path))?["metadata"]!["annotations"]?[
            "applyset.kubernetes.io/contains-group-kinds"]?.GetValue<string>();
        Assert.Equal(
            !refuses && id.StartsWith("unknown", StringComparison.Ordinal),
            kinds?.Contains("Nope.example.com", StringComparison.Ordinal) == true);
    }

    private static async Task<WireWorld> KubectlAppliedAsync()
    {
        WireWorld world = await WireWorld.StartAsync();
        foreach (RecordedExchange write in KubectlStep.Of("create-set").Exchanges.Where(one => one.Method == "PATCH"))
        {
            await world.ReplayAsync(write);
        }

        return world;
    }

    private static DestinationRule Rule(string name) =>
        new() { Metadata = new ObjectMeta { Name = name, Namespace = "shop" }, Host = "mesh.example.com" };

    private static IEnumerable<string> ManagersOf(JsonObject value, string field) =>
        value["metadata"]!["managedFields"]!.AsArray()
            .Where(entry => entry!["fieldsV1"]!["f:spec"]?[field] is not null)
            .Select(entry => entry!["manager"]!.GetValue<string>());
}

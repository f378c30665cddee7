using System.Text.Json.Nodes;
using Mesh.Istio.Apply;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.Applying;

/// <summary>What a watch shows of Mesh's applying and pruning, beside the recorded events of the same actions.</summary>
public class WatchedApplyTests
{
    private const string PartOf = "applyset.kubernetes.io/part-of";
    private static readonly ApplyOptions Options = new()
    {
        FieldManager = "meshgen",
        ApplySet = ApplySetParent.ConfigMap("bookinfo", "mesh"),
        MaxPrunedShare = 1,
    };

    [Theory]
    [InlineData("sequence")]
    [InlineData("sequence-with-label-selector")]
    public async Task Events_come_in_the_recorded_order_with_the_recorded_objects(string id)
    {
        JsonObject recorded = ApiServerRecordings.Interactions(one => one == id)[0];
        JsonObject[] events = [.. recorded["response"]!["events"]!.AsArray().Select(one => one!["event"]!.AsObject())];
        await using WireWorld world = await WireWorld.StartAsync();
        string[] path = recorded["request"]!["path"]!.GetValue<string>().Split('?');
        string selector = string.Join(
            '&', path[1].Split('&').Where(parameter => parameter.StartsWith("labelSelector=", StringComparison.Ordinal)));
        using StreamReader watch = await world.WatchAsync($"{path[0]}?watch=true&resourceVersion={world.Server.Revision}&{selector}");

        // As the recording's note tells: create, no-op, change, label change out of and back into the selector, delete.
        await ApplyAsync(world, Entry("1.1.1.1", "a"));
        await ApplyAsync(world, Entry("1.1.1.1", "a"));
        await ApplyAsync(world, Entry("2.2.2.2", "a"));
        await ApplyAsync(world, Entry("2.2.2.2", "b"));
        await ApplyAsync(world, Entry("2.2.2.2", "a"));
        await ApplyAsync(world);

        long before = 0;
        foreach (JsonObject expected in events)
        {
            JsonObject shown = JsonNode.Parse((await watch.ReadLineAsync())!)!.AsObject();
            Assert.Equal(expected["type"]!.GetValue<string>(), shown["type"]!.GetValue<string>());
            Assert.Equal(Canonical.Object(expected["object"]!.AsObject()), Canonical.Object(WithoutSet(shown["object"]!.AsObject())));
            long version = long.Parse(
                shown["object"]!["metadata"]!["resourceVersion"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(version > before);
            before = version;
        }

        // Nothing else came: the next event is that of an object of now.
        await ApplyAsync(world, Entry("9.9.9.9", "a"));
        Assert.Equal("9.9.9.9", JsonNode.Parse((await watch.ReadLineAsync())!)!["object"]!["spec"]!["address"]!.GetValue<string>());
    }

    private static async Task ApplyAsync(WireWorld world, params IstioObject[] objects)
    {
        ApplyResult result = await world.ApplyAsync(Options, objects);
        Assert.True(result.IsComplete, result.ToString());
    }

    private static WorkloadEntry Entry(string address, string set) =>
        new()
        {
            Metadata = new ObjectMeta { Name = "we-1", Namespace = "bookinfo", Labels = [new("set", set)] },
            Address = address,
            Labels = [new("app", "a")],
        };

    // The recorded object is of no set.
    private static JsonObject WithoutSet(JsonObject shown)
    {
        Assert.Equal(Options.ApplySet!.Id, shown["metadata"]!["labels"]![PartOf]!.GetValue<string>());
        shown["metadata"]!["labels"]!.AsObject().Remove(PartOf);
        Assert.True(shown["metadata"]!["managedFields"]![0]!["fieldsV1"]!["f:metadata"]!["f:labels"]!.AsObject().Remove($"f:{PartOf}"));
        return shown;
    }
}

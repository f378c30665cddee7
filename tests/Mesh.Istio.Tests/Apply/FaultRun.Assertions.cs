using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply;

/// <summary>What must hold after each run.</summary>
internal sealed partial class FaultRun
{
    /// <summary>What the report says of an object is true, and it says of every object that is not as wanted that it is not.</summary>
    private void AssertTrue(ApplyResult result, MeshResources wanted)
    {
        foreach (ApiServer server in _servers)
        {
            ClusterResult cluster = result.Clusters.Single(one => one.Cluster == server.Name);
            var named = cluster.Objects.ToDictionary(one => (one.Kind, one.Namespace, one.Name));
            foreach (IstioObject one in wanted[server.Name])
            {
                AppliedObject entry = named[(one.Kind, one.Metadata.Namespace, one.Metadata.Name)];
                Assert.True(!entry.IsInSync
                    || IsInSync(server, one),
                    $"seed {seed}: the report says {entry}, and the server holds {world.Find(one, server)?.ToJsonString()} but wanted is "
                    + $"{Json(one)}");
            }

            foreach (string surplus in Members(server).Except(wanted[server.Name].Select(Key)))
            {
                bool isNamed = named.Values.Any(entry => KeyOf(entry) == surplus && !entry.IsInSync);
                Assert.True(isNamed || cluster.Diagnostics.HasErrors,
                    $"seed {seed}: {surplus} is left in {server.Name}, and the report does not say so:\n{result}");
            }
        }
    }

    private void AssertConverged(ApplyResult healed, MeshResources wanted)
    {
        foreach (ApiServer server in _servers)
        {
            ClusterResult cluster = healed.Clusters.Single(one => one.Cluster == server.Name);
            // Only what others own may keep an object from being as wanted, and then, with Stop, those that rely on it.
            Assert.True(cluster.Objects.All(one => one.IsInSync)
                || cluster.Objects.Any(one => one.Outcome == ApplyOutcome.Conflict), $"seed {seed}:\n{healed}");
            Assert.True(!_options.ForceConflicts || cluster.IsComplete, $"seed {seed}:\n{healed}");
            if (cluster.IsComplete)
            {
                Assert.All(wanted[server.Name], one =>
                    Assert.True(IsInSync(server, one), $"seed {seed}: {one} is not as wanted in {server.Name}"));
                Assert.Equal(wanted[server.Name].Where(one => one is not Namespace).Select(Key).Order(StringComparer.Ordinal),
                    Members(server).Order(StringComparer.Ordinal));
            }
        }
    }

    private Dictionary<string, string>[] Foreign(MeshResources first, MeshResources second) =>
        [.. _servers.Select(server => Others(server, first, second))];

    private void AssertForeign(Dictionary<string, string>[] before, MeshResources first, MeshResources second) =>
        Assert.All(_servers.Zip(before), pair => Assert.True(
            Others(pair.First, first, second) is var now && now.Count == pair.Second.Count
                && now.All(entry => pair.Second.GetValueOrDefault(entry.Key) == entry.Value),
            $"seed {seed}: something of others changed in {pair.First.Name}"));

    // Everything that is not ours: with taking over, what carries a wanted name is ours too.
    private Dictionary<string, string> Others(ApiServer server, MeshResources first, MeshResources second)
    {
        HashSet<string> ours = [.. Members(server), .. first[server.Name].Concat(second[server.Name]).Where(one => _options.ForceConflicts
            || one is Namespace || !IsOfOthers(server, one)).Select(Key), $"configmaps/{ApplyWorld.Home}/mesh.tetrate"];
        return server.Dump().Where(entry => !ours.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal);
    }

    private static bool IsOfOthers(ApiServer server, IstioObject one) =>
        server.Find(one.ApiVersion, one.Kind, one.Metadata.Namespace!, one.Metadata.Name) is { } live
        && live["metadata"]!["managedFields"] is JsonArray entries && entries.All(entry => (string?)entry!["manager"] == "team");

    private IEnumerable<string> Members(ApiServer server) => server.Dump()
        .Where(entry => entry.Value.Contains($"\"applyset.kubernetes.io/part-of\":\"{_options.ApplySet!.Id}\"", StringComparison.Ordinal))
        .Select(entry => entry.Key);

    private bool IsInSync(ApiServer server, IstioObject one)
    {
        if (world.Find(one, server) is not { } live)
        {
            return false;
        }

        JsonNode wanted = JsonNode.Parse(Json(one))!;
        if (one is Namespace)
        {
            return Contains(live["metadata"]!["labels"], wanted["metadata"]!["labels"]);
        }

        wanted["metadata"]!["labels"]![ApplySetLabel] = _options.ApplySet!.Id;
        // What others added to an object that was taken over or edited by hand stays.
        bool shared = live["metadata"]!["managedFields"]!.AsArray().Any(entry => (string?)entry!["manager"] != "mesh");
        return (shared ? Holds(live["spec"], wanted["spec"]) : JsonNode.DeepEquals(live["spec"], wanted["spec"]))
            && Contains(live["metadata"]!["labels"], wanted["metadata"]!["labels"])
            && Contains(live["metadata"]!["annotations"], wanted["metadata"]!["annotations"]);
    }

    private static bool Holds(JsonNode? all, JsonNode? some) => (all, some) switch
    {
        (JsonObject live, JsonObject wanted) => wanted.All(entry => Holds(live[entry.Key], entry.Value)),
        (JsonArray live, JsonArray wanted) => wanted.All(item => live.Any(other => Holds(other, item))),
        _ => JsonNode.DeepEquals(all, some),
    };

    private const string ApplySetLabel = "applyset.kubernetes.io/part-of";

    private static bool Contains(JsonNode? all, JsonNode? some) =>
        some is null || some.AsObject().All(entry => all is JsonObject known && JsonNode.DeepEquals(known[entry.Key], entry.Value));

    private static string Json(IstioObject one) => Mesh.Istio.Manifests.ManifestWriter.ToJson(one, indented: false);
}

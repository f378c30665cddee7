using System.Text.Json.Nodes;

namespace Mesh.ApiServerDouble.Tests.Replay;

/// <summary>Cuts an answer as the recording was cut: discovery to the groups that were kept.</summary>
internal static class CutBodies
{
    public static void Cut(Recording recording, JsonObject recorded, JsonObject actual)
    {
        if (recording.File != "discovery.json")
        {
            return;
        }

        Keep(recorded["groups"] as JsonArray, actual["groups"] as JsonArray, node => node?["name"]?.GetValue<string>());
        Keep(recorded["items"] as JsonArray, actual["items"] as JsonArray, node => node?["metadata"]?["name"]?.GetValue<string>());
        if (recorded["serverAddressByClientCIDRs"] is JsonArray)
        {
            actual["serverAddressByClientCIDRs"]![0]!["serverAddress"] =
                recorded["serverAddressByClientCIDRs"]![0]!["serverAddress"]!.DeepClone();
        }
    }

    private static void Keep(JsonArray? recorded, JsonArray? actual, Func<JsonNode?, string?> name)
    {
        HashSet<string?> names = [.. (recorded ?? []).Select(name)];
        foreach (JsonNode? extra in (actual ?? []).Where(node => !names.Contains(name(node))).ToArray())
        {
            actual!.Remove(extra);
        }
    }
}

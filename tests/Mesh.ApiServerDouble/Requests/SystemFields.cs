using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>Metadata that only the server writes.</summary>
internal static class SystemFields
{
    private static readonly string[] Names =
        [
            "uid", "resourceVersion", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink",
            "name", "namespace"];

    /// <summary>Puts back what a write may not change.</summary>
    public static void Restore(JsonObject before, JsonObject after)
    {
        JsonObject old = before.Ensure("metadata");
        JsonObject now = after.Ensure("metadata");
        foreach (string name in Names)
        {
            now.Remove(name);
            if (old.TryGetPropertyValue(name, out JsonNode? value))
            {
                now[name] = value?.DeepClone();
            }
        }

        DropEmpty(now);
    }

    /// <summary>Empty maps and lists of metadata do not survive, in contrast to those of a spec.</summary>
    public static void DropEmpty(JsonObject metadata)
    {
        foreach ((string name, JsonNode? value) in metadata.ToArray())
        {
            if (value is JsonObject { Count: 0 } or JsonArray { Count: 0 } or null)
            {
                metadata.Remove(name);
            }
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Mesh.Istio.Apply.Adoption;

/// <summary>A field of an object by its path, as <c>spec.servers[0].tls.credentialName</c>.</summary>
internal static class FieldPlace
{
    /// <summary>The names on the way, without indices.</summary>
    public static IEnumerable<string> Names(string path) =>
        path.Split('.').Select(step => step.IndexOf('[', StringComparison.Ordinal) is > 0 and var at ? step[..at] : step);

    /// <summary>Whether a path leads into a field that a server names, as <c>.spec.servers</c>.</summary>
    public static bool IsIn(string path, string field) => field.Length > 1
        && $".{path}".StartsWith(field, StringComparison.Ordinal)
        && (path.Length + 1 == field.Length || $".{path}"[field.Length] is '.' or '[');

    /// <summary>Writes a value; without one the field goes. What is not there on the way is made.</summary>
    public static void Set(JsonObject root, string path, string? json)
    {
        JsonObject? at = root;
        string[] steps = path.Split('.');
        foreach (string step in steps[..^1])
        {
            at = at is null ? null : Into(at, step, isMade: json is not null);
        }

        if (at is not null && json is null)
        {
            at.Remove(steps[^1]);
        }
        else if (at is not null)
        {
            at[steps[^1]] = JsonNode.Parse(json!);
        }
    }

    private static JsonObject? Into(JsonObject at, string step, bool isMade)
    {
        int bracket = step.IndexOf('[', StringComparison.Ordinal);
        if (bracket > 0)
        {
            int index = int.Parse(step.AsSpan(bracket + 1, step.Length - bracket - 2), CultureInfo.InvariantCulture);
            return at[step[..bracket]] is JsonArray list && index < list.Count ? list[index] as JsonObject : null;
        }

        if (at[step] is null && isMade)
        {
            at[step] = new JsonObject();
        }

        return at[step] as JsonObject;
    }
}

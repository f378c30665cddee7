using System.Buffers.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mesh.ApiServerDouble.Tests.Replay;

/// <summary>
/// Compares an answer with the recorded one. A uid or hash stands for itself: the same one must answer wherever the recording repeats it.
/// </summary>
internal sealed partial class Comparison(Dictionary<string, string> identities)
{
    private static readonly string[] Identity = ["apiVersion", "kind", "metadata"];

    /// <summary>Differences as lines of path and both values; none: they agree.</summary>
    public List<string> Differences { get; } = [];

    private bool _partial;

    public void Same(JsonNode? recorded, JsonNode? actual, string path)
    {
        switch (recorded, actual)
        {
            case (JsonObject left, JsonObject right):
                _partial |= left["shortened"] is not null;
                bool cut = _partial || IsCut(left, path);
                foreach (string name in left.Select(member => member.Key).Union(right.Select(member => member.Key)))
                {
                    if (name is "shortened" or "itemsShortened" || (cut && !left.ContainsKey(name)))
                    {
                        continue;
                    }

                    if (!left.ContainsKey(name) || !right.ContainsKey(name))
                    {
                        Differences.Add(
                            $"{path}.{name}: {(left.ContainsKey(name) ? "missing" : "unexpected " + right[name]?.ToJsonString())}");
                    }
                    else
                    {
                        Same(left[name], right[name], path + "." + name);
                    }
                }

                break;
            case (JsonArray left, JsonArray right):
                if (left.Count != right.Count)
                {
                    Differences.Add($"{path}: {left.Count} items, got {right.Count}");
                }

                // The order of a discovery list is that of informers; it differs from start to start.
                bool unordered = (path.EndsWith(".resources", StringComparison.Ordinal) && left.All(item => item is JsonObject))
                    || path.EndsWith(".groups", StringComparison.Ordinal);
                JsonNode?[] one = [.. unordered ? left.OrderBy(Name, StringComparer.Ordinal).ToArray() : left.ToArray()];
                JsonNode?[] two = [.. unordered ? right.OrderBy(Name, StringComparer.Ordinal).ToArray() : right.ToArray()];
                for (int index = 0; index < Math.Min(one.Length, two.Length); index++)
                {
                    Same(one[index], two[index], $"{path}[{index}]");
                }

                break;
            case (JsonValue, JsonObject named) when _partial:
                Scalars(recorded, named["metadata"]?["name"], path);
                break;
            case (JsonValue omitted, not null) when omitted.ToString().StartsWith('('):
                break;
            default:
                Scalars(recorded, actual, path);
                break;
        }
    }

    public void Texts(string recorded, string actual, string path)
    {
        if (recorded == actual || recorded.StartsWith('('))
        {
            return;
        }

        string[] left = Variable().Split(recorded);
        string[] right = Variable().Split(actual);
        bool same = left.Length == right.Length;
        for (int index = 0; same && index < left.Length; index++)
        {
            same = left[index] == right[index] || (index % 2 == 1 && Stands(left[index], right[index]));
        }

        if (!same)
        {
            Differences.Add($"{path}: '{recorded}', got '{actual}'");
        }
    }

    private void Scalars(JsonNode? recorded, JsonNode? actual, string path)
    {
        string? left = recorded is JsonValue one && one.TryGetValue(out string? text) ? text : null;
        string? right = actual is JsonValue two && two.TryGetValue(out string? other) ? other : null;
        if (left is not null && right is not null)
        {
            if (path.EndsWith(".continue", StringComparison.Ordinal) && left.Length > 0 && right.Length > 0)
            {
                Same(Decode(left), Decode(right), path);
            }
            else if (path.Contains(".clusterIP", StringComparison.Ordinal))
            {
                Allocated(left, right, path);
            }
            else
            {
                Texts(left, right, path);
            }
        }
        else if (path.EndsWith(".nodePort", StringComparison.Ordinal))
        {
            Allocated(recorded?.ToJsonString() ?? "", actual?.ToJsonString() ?? "", path);
        }
        else if (recorded?.ToJsonString() != actual?.ToJsonString())
        {
            Differences.Add($"{path}: {recorded?.ToJsonString() ?? "null"}, got {actual?.ToJsonString() ?? "null"}");
        }
    }

    /// <summary>Addresses and ports that the server allocates.</summary>
    private void Allocated(string recorded, string actual, string path)
    {
        if (!identities.TryAdd(recorded, actual) && identities[recorded] != actual)
        {
            Differences.Add($"{path}: '{recorded}' was {identities[recorded]}, now {actual}");
        }
    }

    private bool Stands(string recorded, string actual)
    {
        if (recorded.Contains('T', StringComparison.Ordinal) && recorded.EndsWith('Z'))
        {
            return actual.EndsWith('Z') && actual.Length == recorded.Length;
        }

        if (identities.TryGetValue(recorded, out string? known))
        {
            return known == actual;
        }

        identities[recorded] = actual;
        return recorded.Length == actual.Length;
    }

    private static string Name(JsonNode? node) => node is JsonObject ? (node["name"] ?? node["resource"])?.GetValue<string>() ?? "" : "";

    /// <summary>Items of recorded lists were cut to their identity.</summary>
    private static bool IsCut(JsonObject item, string path) => Item().Match(path) is { Success: true } match
        && (match.Groups[1].Success
            ? !item.ContainsKey("uid")
            : item.All(member => Identity.Contains(member.Key)) && item["metadata"] is JsonObject metadata && !metadata.ContainsKey("uid"));

    private static JsonNode? Decode(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token));

    [GeneratedRegex("^\\.items\\[[0-9]+\\](\\.metadata)?$")]
    private static partial Regex Item();

    [GeneratedRegex("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9A-F]{128}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z)")]
    private static partial Regex Variable();
}

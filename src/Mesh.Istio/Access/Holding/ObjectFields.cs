using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Models;
using Mesh.Istio.Comparison;

namespace Mesh.Istio.Access.Holding;

/// <summary>The groups of a difference of which only path and values are known, such as one of a plan.</summary>
internal static partial class ObjectFields
{
    /// <summary>Every change that a difference at a path is, each with its group.</summary>
    /// <param name="map">The groups.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="path">The path: <c>spec.servers[0].tls</c>, <c>metadata.labels.app</c>.</param>
    /// <param name="values">Old and new value, as far as they are there.</param>
    public static IEnumerable<GroupedChange> Changes(FieldMap map, KindFields kind, string path, IEnumerable<JsonElement> values)
    {
        string[] parts = [.. Parts(path)];
        if (parts is ["metadata", "labels" or "annotations", var key])
        {
            return [new(map.Metadata.GroupOf(key), path)];
        }

        if (parts is ["metadata", var field])
        {
            return map.Metadata.Ignored.Contains(field) ? [] : [new(FieldGroups.All, path)];
        }

        return parts is ["spec", .. var rest] && Find(kind.Spec, rest) is { } node ? Below(node, path, [.. values])
            : [new(FieldGroups.All, path)];
    }

    /// <summary>A group by its name in <see cref="FieldGroups"/>.</summary>
    public static FieldGroup GroupOf(string name) =>
        Enum.GetValues<FieldGroup>().FirstOrDefault(group => AccessText.Word(group) == name, FieldGroup.All);

    /// <summary>A path as roles write it: <c>spec.servers[].tls</c>.</summary>
    public static string Pattern(string path) => Index().Replace(path, "[]");

    /// <summary>What is at a path, as text; null when nothing is.</summary>
    public static string? Text(JsonElement? value, string path)
    {
        foreach (string part in Parts(path))
        {
            value = value switch
            {
                { ValueKind: JsonValueKind.Object } known when known.TryGetProperty(part, out JsonElement field) => field,
                { ValueKind: JsonValueKind.Array } list when int.TryParse(part, out int index) && index < list.GetArrayLength() =>
                    list[index],
                _ => null,
            };
        }

        return value is not { } found ? null
            : found.ValueKind == JsonValueKind.String ? found.GetString() : Cut(JsonText.Compact(found));
    }

    private static string Cut(string text) => text.Length <= ModelChange.LongestValue ? text : $"{text[..ModelChange.LongestValue]}…";

    private static FieldNode? Find(FieldNode? node, ReadOnlySpan<string> parts)
    {
        foreach (string part in parts)
        {
            node = node switch
            {
                FieldNode.Parts inner => inner.Fields.TryGetValue(part, out FieldNode? field) ? field : null,
                FieldNode.Items list => list.Item,
                _ => node,
            };
        }

        return node;
    }

    private static IEnumerable<GroupedChange> Below(FieldNode node, string path, JsonElement[] values)
    {
        switch (node)
        {
            case FieldNode.Leaf leaf:
                return [new(leaf.Group, path)];
            case FieldNode.Items list:
                return [
                    new(list.Structure, path),
                    .. values.Where(value => value.ValueKind == JsonValueKind.Array).SelectMany(value => value.EnumerateArray().SelectMany(
                        (item, i) => Below(list.Item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), [item])))];
            case FieldNode.Parts parts:
                return [
                    .. parts.Presence is { } presence ? [new GroupedChange(presence, path)] : Array.Empty<GroupedChange>(),
                    .. values.Where(value => value.ValueKind == JsonValueKind.Object)
                        .SelectMany(value => value.EnumerateObject())
                        .SelectMany(field => parts.Fields.TryGetValue(field.Name, out FieldNode? below)
                            ? Below(below, $"{path}.{field.Name}", [field.Value])
                            : [new GroupedChange(FieldGroups.All, $"{path}.{field.Name}")])];
            default:
                return [new(FieldGroups.All, path)];
        }
    }

    // 'spec.servers[0].tls' and 'metadata.labels["a.b/c"]', an index for each element of a list.
    private static IEnumerable<string> Parts(string path)
    {
        // Changes of objects write keys of labels as they are, comparisons in quotes.
        if (KeyOf(path) is { } key)
        {
            return key;
        }

        return Steps(path);
    }

    private static string[]? KeyOf(string path)
    {
        foreach (string map in (string[])["labels", "annotations"])
        {
            string prefix = $"metadata.{map}.";
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                return ["metadata", map, path[prefix.Length..]];
            }
        }

        return null;
    }

    private static IEnumerable<string> Steps(string path)
    {
        for (int at = 0; at < path.Length;)
        {
            if (path[at] == '[')
            {
                bool isKey = at + 1 < path.Length && path[at + 1] == '"';
                int end = isKey ? path.LastIndexOf("\"]", StringComparison.Ordinal) : path.IndexOf(']', at);
                yield return path[(at + (isKey ? 2 : 1))..end];
                at = end + (isKey ? 2 : 1);
            }
            else
            {
                int start = path[at] == '.' ? at + 1 : at;
                int end = path.IndexOfAny(['.', '['], start);
                end = end < 0 ? path.Length : end;
                yield return path[start..end];
                at = end;
            }
        }
    }

    [GeneratedRegex(@"\[\d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Index();
}

using System.Text.Json;

namespace Mesh.Istio.Access.Groups;

/// <summary>
/// Reads a map from JSON: for each kind <c>group</c>, <c>resource</c>, <c>created</c> and <c>fields</c>, whose names are paths
/// (<c>spec.servers[].tls</c>) and whose values are groups, <c>{"list": group}</c> for a list that is looked into and
/// <c>{"object": group}</c> for an object whose presence means something; and <c>metadata</c>.
/// </summary>
internal static class FieldMapReader
{
    private const string SpecPrefix = "spec.";
    private const string PortSettings = "portLevelSettings";

    public static FieldMap Read(JsonElement map) => new(
        map.EnumerateObject().Where(kind => kind.Name != FieldGroups.Metadata)
            .Select(kind => KeyValuePair.Create(kind.Name, Kind(kind.Name, kind.Value))).ToValueMap(),
        Metadata(map.GetProperty(FieldGroups.Metadata)));

    private static KindFields Kind(string name, JsonElement row) => new(
        name, Text(row, "group"), Text(row, "resource"), Text(row, "created"),
        Parts(null, [.. row.GetProperty("fields").EnumerateObject().Select(field => (field.Name[SpecPrefix.Length..], field.Value))]));

    private static FieldNode.Parts Parts(string? presence, IReadOnlyList<(string Path, JsonElement Group)> rows) => new(
        presence,
        rows.GroupBy(row => Head(row.Path), StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, Node(
                field.Key,
                field.FirstOrDefault(row => row.Path == field.Key).Group,
                [.. field.Where(row => row.Path != field.Key).Select(row => (Rest(row.Path, field.Key), row.Group))])))
            .ToValueMap());

    private static FieldNode Node(string name, JsonElement group, IReadOnlyList<(string Path, JsonElement Group)> below) =>
        group.ValueKind == JsonValueKind.String ? new FieldNode.Leaf(group.GetString()!)
        : group.ValueKind == JsonValueKind.Object && group.TryGetProperty("list", out JsonElement structure) ? new FieldNode.Items(
            structure.GetString()!, name == PortSettings ? FieldMap.LongestInnerList : FieldMap.LongestList, Parts(null, below))
        : Parts(group.ValueKind == JsonValueKind.Object ? Text(group, "object") : null, below);

    private static MetadataFields Metadata(JsonElement row) => new()
    {
        Ignored = [.. Texts(row, "ignored").Select(path => path[(FieldGroups.Metadata.Length + 1)..])],
        Open = Text(row, "labels and annotations"),
        ReservedPrefixes = [.. Texts(row, "reservedPrefixes")],
        ReservedKeys = [.. Texts(row, "reservedKeys")],
    };

    private static string Head(string path) => path.IndexOfAny(['.', '[']) is >= 0 and var end ? path[..end] : path;

    private static string Rest(string path, string head)
    {
        string rest = path[head.Length..];
        return rest.StartsWith("[].", StringComparison.Ordinal) ? rest[3..] : rest[1..];
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;

    private static IEnumerable<string> Texts(JsonElement row, string name) =>
        row.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);
}

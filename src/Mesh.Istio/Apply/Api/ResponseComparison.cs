using System.Globalization;
using System.Text.Json;

namespace Mesh.Istio.Apply.Api;

/// <summary>
/// Compares what a server-side apply sent with the object that it was answered with. A mutating webhook that changes a field of ours shows
/// nowhere else: the answer is 200, the version stays the same from the second time on, and the field stays in our name (recorded from
/// kube-apiserver 1.36).
/// </summary>
internal static class ResponseComparison
{
    private const int MostChanges = 10;
    private const int ShownLength = 200;

    /// <summary>
    /// The fields that were sent and are not answered as they were sent. Fields that somebody added are not looked at: they are not ours.
    /// </summary>
    public static ValueList<FieldChange> Compare(ReadOnlyMemory<byte> sent, JsonElement answered)
    {
        using var document = JsonDocument.Parse(sent);
        var changes = new List<FieldChange>();
        Compare("", document.RootElement, answered, changes);
        return changes.ToValueList();
    }

    private static void Compare(string path, JsonElement sent, JsonElement found, List<FieldChange> changes)
    {
        if (changes.Count >= MostChanges)
        {
            return;
        }

        if (sent.ValueKind == JsonValueKind.Object && found.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in sent.EnumerateObject())
            {
                Compare(PathOf(path, property.Name), property.Value, found.TryGetProperty(property.Name, out JsonElement value) ? value
                    : default, changes);
            }
        }
        else if (sent.ValueKind == JsonValueKind.Array && found.ValueKind == JsonValueKind.Array
            && sent.GetArrayLength() <= found.GetArrayLength())
        {
            CompareItems(path, sent, found, changes);
        }
        else if (found.ValueKind == JsonValueKind.Undefined ? !IsEmpty(sent) : !JsonElement.DeepEquals(sent, found))
        {
            changes.Add(new FieldChange(path, Short(sent), found.ValueKind == JsonValueKind.Undefined ? "" : Short(found)));
        }
    }

    // All lists of Istio's kinds are atomic but one, ServiceEntry.spec.ports, into which others may put ports of theirs; its items are
    // found by their numbers.
    private static void CompareItems(string path, JsonElement sent, JsonElement found, List<FieldChange> changes)
    {
        JsonElement[] items = [.. found.EnumerateArray()];
        bool hasKeys = path == ".spec.ports" && sent.EnumerateArray().All(item => NumberOf(item) is not null);
        if (items.Length > sent.GetArrayLength() && !hasKeys)
        {
            changes.Add(new FieldChange(path, Short(sent), Short(found)));
            return;
        }

        int index = 0;
        foreach (JsonElement item in sent.EnumerateArray())
        {
            JsonElement other = hasKeys ? Array.Find(items, candidate => NumberOf(candidate) == NumberOf(item)) : items[index];
            Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), item, other, changes);
            index++;
        }
    }

    private static int? NumberOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("number", out JsonElement value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : null;

    // What is empty says nothing, and a server may leave it out.
    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static string PathOf(string path, string name) =>
        name.Contains('.', StringComparison.Ordinal) ? $"{path}[\"{name}\"]" : $"{path}.{name}";

    private static string Short(JsonElement value) =>
        value.GetRawText() is { Length: > ShownLength } text ? text[..ShownLength] + "…" : value.GetRawText();
}

using System.Text.Json;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Comparison;

/// <summary>Finds the fields in which two objects differ, as JSON has them, and whom the difference is from.</summary>
internal sealed class FieldComparer
{
    private readonly bool _knowsLast;
    private readonly List<FieldComparison> _found = [];

    private FieldComparer(bool knowsLast) => _knowsLast = knowsLast;

    public static ValueList<FieldComparison> Compare(IstioObject wanted, IstioObject found, IstioObject? last, bool knowsLast)
    {
        if (wanted == found)
        {
            return default;
        }

        using JsonDocument wantedJson = Json(wanted);
        using JsonDocument foundJson = Json(found);
        using JsonDocument? lastJson = last is null ? null : Json(last);
        return Compare(wantedJson.RootElement, foundJson.RootElement, lastJson?.RootElement, knowsLast);
    }

    public static ValueList<FieldComparison> Compare(JsonElement wanted, JsonElement found, JsonElement? last, bool knowsLast)
    {
        var comparer = new FieldComparer(knowsLast);
        comparer.Walk("", wanted, found, last, inList: false);
        return comparer._found.ToValueList();
    }

    private static JsonDocument Json(IstioObject value) => JsonDocument.Parse(value.ToUtf8Json());

    private void Walk(string path, JsonElement? wanted, JsonElement? found, JsonElement? last, bool inList)
    {
        if (wanted is { ValueKind: JsonValueKind.Object } wantedObject && found is { ValueKind: JsonValueKind.Object } foundObject)
        {
            foreach (string name in Names(wantedObject).Concat(Names(foundObject)).Distinct(StringComparer.Ordinal))
            {
                Walk(Field(path, name), Property(wantedObject, name), Property(foundObject, name), Property(last, name), inList);
            }
        }
        else if (wanted is { ValueKind: JsonValueKind.Array } wantedList && found is { ValueKind: JsonValueKind.Array } foundList)
        {
            for (int i = 0; i < Math.Max(wantedList.GetArrayLength(), foundList.GetArrayLength()); i++)
            {
                Walk(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}[{i}]"), Item(wantedList, i), Item(
                    foundList, i), Item(last, i), inList: true);
            }
        }
        else if (!Same(wanted, found))
        {
            _found.Add(
                new FieldComparison(
                    path, Text(wanted), Text(found), Text(last), Origin(wanted, found, last), wanted is null && last is null && !inList));
        }
    }

    private FieldOrigin Origin(JsonElement? wanted, JsonElement? found, JsonElement? last) =>
        !_knowsLast ? FieldOrigin.Unknown
        : Same(found, last) ? FieldOrigin.Generated
        : Same(wanted, last) ? FieldOrigin.ByHand
        : FieldOrigin.Both;

    private static bool Same(JsonElement? left, JsonElement? right) =>
        left is { } one && right is { } other ? JsonElement.DeepEquals(one, other) : left is null == right is null;

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static JsonElement? Property(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out JsonElement value) ? value : null;

    private static JsonElement? Item(JsonElement? element, int index) =>
        element is { ValueKind: JsonValueKind.Array } list && index < list.GetArrayLength() ? list[index] : null;

    private static string? Text(JsonElement? element) => element is { } value ? JsonText.Compact(value) : null;

    private static string Field(string path, string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && name.Length > 0 ? (path.Length == 0 ? name : $"{path}.{name}")
            : $"{path}[\"{name}\"]";
}

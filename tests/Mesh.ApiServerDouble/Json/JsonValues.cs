using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesh.ApiServerDouble.Json;

/// <summary>
/// What the rest needs of JSON trees. All trees come from <see cref="BodyReader"/>: numbers are long or double, never text.
/// </summary>
internal static class JsonValues
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject? Object(this JsonNode? node, string name) => (node as JsonObject)?[name] as JsonObject;

    public static string? Text(this JsonNode? node, string name) => AsText((node as JsonObject)?[name]);

    public static string? AsText(this JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The object below a name, created when it is missing.</summary>
    public static JsonObject Ensure(this JsonObject parent, string name)
    {
        if (parent[name] is JsonObject existing)
        {
            return existing;
        }

        JsonObject created = [];
        parent[name] = created;
        return created;
    }

    public static JsonObject Copy(this JsonObject node) => node.DeepClone().AsObject();

    public static bool IsNumber(this JsonNode? node, out double number)
    {
        number = 0;
        if (node is not JsonValue value)
        {
            return false;
        }

        if (value.TryGetValue(out long whole))
        {
            number = whole;
            return true;
        }

        return value.TryGetValue(out number);
    }

    public static bool IsWhole(this JsonNode? node, out long number)
    {
        number = 0;
        return node is JsonValue value && value.TryGetValue(out number);
    }

    public static bool IsBoolean(this JsonNode? node, out bool flag)
    {
        flag = false;
        return node is JsonValue value && value.TryGetValue(out flag);
    }

    /// <summary>The name of the JSON type, as validation messages of the API server spell it.</summary>
    public static string TypeOf(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        JsonValue value when value.TryGetValue(out string? _) => "string",
        JsonValue value when value.TryGetValue(out bool _) => "boolean",
        JsonValue value when value.TryGetValue(out long _) => "integer",
        _ => "number",
    };

    /// <summary>Equal values; the order of an object's members does not count, that of a list does.</summary>
    public static bool Same(JsonNode? left, JsonNode? right)
    {
        switch (left, right)
        {
            case (null, null):
                return true;
            case (JsonObject a, JsonObject b):
                return a.Count == b.Count
                    && a.All(member => b.TryGetPropertyValue(member.Key, out JsonNode? other) && Same(member.Value, other));
            case (JsonArray a, JsonArray b):
                return a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second));
            case (JsonValue a, JsonValue b):
                return a.TryGetValue(out string? text)
                    ? b.TryGetValue(out string? otherText) && text == otherText
                    : a.TryGetValue(out bool flag)
                        ? b.TryGetValue(out bool otherFlag) && flag == otherFlag
                        : IsNumber(a, out double number) && IsNumber(b, out double otherNumber) && number.Equals(otherNumber);
            default:
                return false;
        }
    }

    /// <summary>The same value with members in ordinal order, as the API server writes custom resources.</summary>
    public static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    public static string ToText(JsonNode? node) => System.Text.Encoding.UTF8.GetString(ToUtf8(node));

    public static byte[] ToUtf8(JsonNode? node)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Writing))
        {
            if (node is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                node.WriteTo(writer);
            }
        }

        return stream.ToArray();
    }
}

using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Apply;

/// <summary>
/// Whether a configuration can be applied at all: declared fields, right JSON types, keys of map lists. The server answers 500 without a
/// reason. It goes through a map in an order of its own and stops at the first unknown member; here the order is ordinal.
/// </summary>
internal static class TypedCheck
{
    /// <summary>The message of the first faults; null when there are none.</summary>
    public static string? Faults(JsonObject value, Schema schema)
    {
        List<string> faults = [];
        Value(value, schema, "", faults);
        return faults.Count switch
        {
            0 => null,
            1 => faults[0],
            _ => "errors:\n" + string.Join('\n', faults.Select(fault => "  " + fault)),
        };
    }

    private static void Value(JsonNode? value, Schema schema, string path, List<string> faults)
    {
        if (value is null || schema.IntOrString || (schema.Type is null && schema.PreserveUnknown))
        {
            return;
        }

        switch (schema.Type)
        {
            case "object" when value is JsonObject members:
                Members(members, schema, path, faults);
                break;
            case "object":
                faults.Add($"{path}: expected map, got {Brief(value)}");
                break;
            case "array" when value is JsonArray items:
                Items(items, schema, path, faults);
                break;
            case "array":
                faults.Add($"{path}: expected list, got {Brief(value)}");
                break;
            case "string" when value.AsText() is null:
                faults.Add($"{path}: expected string, got &value.valueUnstructured{{Value:{Literal(value)}}}");
                break;
            case "integer" or "number" when !value.IsNumber(out _):
                faults.Add($"{path}: expected numeric (int or float), got {GoType(value)}");
                break;
            case "boolean" when !value.IsBoolean(out _):
                faults.Add($"{path}: expected boolean, got &value.valueUnstructured{{Value:{Literal(value)}}}");
                break;
        }
    }

    private static void Members(JsonObject members, Schema schema, string path, List<string> faults)
    {
        foreach ((string name, JsonNode? value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            if (schema.Member(name) is not { } member)
            {
                faults.Add($"{path}.{name}: field not declared in schema");
                return;
            }

            Value(value, member, $"{path}.{name}", faults);
        }
    }

    private static void Items(JsonArray items, Schema schema, string path, List<string> faults)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int index = 0; index < items.Count; index++)
        {
            string element = $"[{index}]";
            if (schema.IsKeyedList)
            {
                string? key = FieldPath.Item(items[index], schema);
                if (key is null)
                {
                    string keys = string.Join(" ", schema.MapKeys.Select(name => $"\"{name}\""));
                    faults.Add($"{path}: element {index}: associative list with keys has an element that omits all key fields [{keys}] "
                        + "(and doesn't have default values for any key fields)");
                    return;
                }

                element = FieldPath.Display(key);
                if (!seen.Add(key))
                {
                    faults.Add($"{path}: duplicate entries for key {element}");
                    return;
                }
            }

            Value(items[index], schema.Items ?? Schema.Any, path + element, faults);
        }
    }

    private static string Literal(JsonNode value) => value switch
    {
        JsonObject => "map[string]interface {}" + JsonValues.ToText(value),
        JsonArray => "[]interface {}" + JsonValues.ToText(value),
        _ => JsonValues.ToText(value),
    };

    private static string Brief(JsonNode value) => "&{" + Plain(value) + "}";

    private static string Plain(JsonNode? value) => value switch
    {
        null => "<nil>",
        JsonObject members =>
            "map[" + string.Join(" ", members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{Plain(m.Value)}")) + "]",
        JsonArray items => "[" + string.Join(" ", items.Select(Plain)) + "]",
        _ => value.AsText() ?? JsonValues.ToText(value),
    };

    private static string GoType(JsonNode value) => JsonValues.TypeOf(value) switch
    {
        "string" => "string",
        "boolean" => "bool",
        "array" => "[]interface {}",
        _ => "map[string]interface {}",
    };
}

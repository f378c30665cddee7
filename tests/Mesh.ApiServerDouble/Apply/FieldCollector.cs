using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Apply;

/// <summary>Which fields a configuration names: leaves, atomic lists and maps, elements of map lists and sets.</summary>
internal static class FieldCollector
{
    public static FieldSet Collect(JsonObject value, Schema schema)
    {
        FieldSet result = new();
        foreach ((string name, JsonNode? member) in value)
        {
            Collect(result, FieldPath.Field(name), member, schema.Member(name) ?? Schema.Any);
        }

        return result;
    }

    private static void Collect(FieldSet into, string element, JsonNode? value, Schema schema)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members when !schema.IsAtomic:
                into.Add(element, Collect(members, schema));
                break;
            case JsonArray { Count: > 0 } items when schema.IsKeyedList:
                into.Add(element, Items(items, schema));
                break;
            default:
                into.Add(element);
                break;
        }
    }

    private static FieldSet Items(JsonArray items, Schema schema)
    {
        FieldSet result = new();
        foreach (JsonNode? item in items)
        {
            if (FieldPath.Item(item, schema) is { } element)
            {
                result.Add(element);
                if (item is JsonObject members)
                {
                    result.Add(element, Collect(members, schema.Items ?? Schema.Any));
                }
            }
        }

        return result;
    }
}

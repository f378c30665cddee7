using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Validation;

/// <summary>Removes fields that a schema does not declare and says which they were.</summary>
internal static class UnknownFields
{
    public static List<string> Prune(JsonObject content, Schema schema)
    {
        List<string> unknown = [];
        Value(content, schema, "", unknown);
        return unknown;
    }

    /// <summary>Says which fields of a part of a resource the schema does not declare, and leaves them.</summary>
    public static List<string> Find(JsonNode? value, Schema schema)
    {
        List<string> unknown = [];
        Value(value?.DeepClone(), schema, "", unknown);
        return unknown;
    }

    private static void Value(JsonNode? value, Schema schema, string path, List<string> unknown)
    {
        switch (value)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? member) in members.OrderBy(member => member.Key, StringComparer.Ordinal).ToArray())
                {
                    string below = path.Length == 0 ? name : path + "." + name;
                    if (schema.Member(name) is { } declared)
                    {
                        Value(member, declared, below, unknown);
                    }
                    else if (schema.Type is "object" or null)
                    {
                        unknown.Add(below);
                        members.Remove(name);
                    }
                }

                break;
            case JsonArray items when schema.Items is { } item:
                for (int index = 0; index < items.Count; index++)
                {
                    Value(items[index], item, $"{path}[{index}]", unknown);
                }

                break;
        }
    }
}

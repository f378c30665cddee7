using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Apply;

/// <summary>Removes what a manager applied before, applies no longer and nobody else owns.</summary>
internal static class FieldPruning
{
    public static void Prune(JsonObject value, Schema schema, FieldSet last, FieldSet owned)
    {
        foreach ((string name, JsonNode? member) in value.ToArray())
        {
            string element = FieldPath.Field(name);
            // A declared field counts as applied with anything below it; a key of a map only itself.
            bool was = schema.Properties.ContainsKey(name) ? last.Touches(element) : last.Owns(element);
            if (was && !owned.Touches(element))
            {
                value.Remove(name);
            }
            else if (last.Below(element) is { } lastBelow)
            {
                Below(member, schema.Member(name) ?? Schema.Any, lastBelow, owned.Below(element) ?? FieldSet.Empty);
            }
        }
    }

    private static void Below(JsonNode? value, Schema schema, FieldSet last, FieldSet owned)
    {
        if (value is JsonObject members)
        {
            Prune(members, schema, last, owned);
        }
        else if (value is JsonArray items && schema.IsKeyedList)
        {
            for (int index = items.Count - 1; index >= 0; index--)
            {
                string? element = FieldPath.Item(items[index], schema);
                if (element is null)
                {
                    continue;
                }

                if (last.Owns(element) && !owned.Touches(element))
                {
                    items.RemoveAt(index);
                }
                else if (last.Below(element) is { } below && items[index] is JsonObject item)
                {
                    Prune(item, schema.Items ?? Schema.Any, below, owned.Below(element) ?? FieldSet.Empty);
                }
            }
        }
    }
}

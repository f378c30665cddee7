using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Apply;

/// <summary>
/// What changed between two objects. Containers that appear or vanish count themselves; the order of keyed lists does not count.
/// </summary>
internal sealed class FieldComparison
{
    public FieldSet Added { get; private init; } = FieldSet.Empty;

    public FieldSet Removed { get; private init; } = FieldSet.Empty;

    public FieldSet Modified { get; private init; } = FieldSet.Empty;

    public static FieldComparison Between(JsonObject before, JsonObject after, Schema schema)
    {
        FieldSet added = new();
        FieldSet removed = new();
        FieldSet modified = new();
        Objects(before, after, schema, added, removed, modified);
        return new() { Added = added, Removed = removed, Modified = modified };
    }

    private static void Objects(JsonObject before, JsonObject after, Schema schema, FieldSet added, FieldSet removed, FieldSet modified)
    {
        foreach ((string name, JsonNode? value) in after)
        {
            string element = FieldPath.Field(name);
            Schema member = schema.Member(name) ?? Schema.Any;
            if (before.TryGetPropertyValue(name, out JsonNode? old))
            {
                Values(element, old, value, member, added, removed, modified);
            }
            else
            {
                All(added, element, value, member);
            }
        }

        foreach ((string name, JsonNode? value) in before.Where(member => !after.ContainsKey(member.Key)))
        {
            All(removed, FieldPath.Field(name), value, schema.Member(name) ?? Schema.Any);
        }
    }

    private static void Values(
        string element, JsonNode? before, JsonNode? after, Schema schema, FieldSet added, FieldSet removed, FieldSet modified)
    {
        FieldSet addedBelow = new();
        FieldSet removedBelow = new();
        FieldSet modifiedBelow = new();
        if (before is JsonObject old && after is JsonObject now && !schema.IsAtomic)
        {
            Objects(old, now, schema, addedBelow, removedBelow, modifiedBelow);
        }
        else if (before is JsonArray oldItems && after is JsonArray nowItems && schema.IsKeyedList)
        {
            Items(oldItems, nowItems, schema, addedBelow, removedBelow, modifiedBelow);
        }
        else if (!JsonValues.Same(before, after))
        {
            modified.Add(element);
        }

        added.Add(element, addedBelow);
        removed.Add(element, removedBelow);
        modified.Add(element, modifiedBelow);
    }

    private static void Items(JsonArray before, JsonArray after, Schema schema, FieldSet added, FieldSet removed, FieldSet modified)
    {
        Dictionary<string, JsonNode?> old = ByElement(before, schema);
        Dictionary<string, JsonNode?> now = ByElement(after, schema);
        Schema item = schema.Items ?? Schema.Any;
        foreach ((string element, JsonNode? value) in now)
        {
            if (old.TryGetValue(element, out JsonNode? was))
            {
                Values(element, was, value, item, added, removed, modified);
            }
            else
            {
                All(added, element, value, item);
            }
        }

        foreach ((string element, JsonNode? value) in old.Where(pair => !now.ContainsKey(pair.Key)))
        {
            All(removed, element, value, item);
        }
    }

    private static void All(FieldSet into, string element, JsonNode? value, Schema schema)
    {
        into.Add(element);
        FieldSet below = new();
        if (value is JsonObject members && !schema.IsAtomic)
        {
            foreach ((string name, JsonNode? member) in members)
            {
                All(below, FieldPath.Field(name), member, schema.Member(name) ?? Schema.Any);
            }
        }
        else if (value is JsonArray items && schema.IsKeyedList)
        {
            foreach ((string item, JsonNode? member) in ByElement(items, schema))
            {
                All(below, item, member, schema.Items ?? Schema.Any);
            }
        }

        into.Add(element, below);
    }

    private static Dictionary<string, JsonNode?> ByElement(JsonArray items, Schema schema)
    {
        Dictionary<string, JsonNode?> result = new(StringComparer.Ordinal);
        foreach (JsonNode? item in items)
        {
            if (FieldPath.Item(item, schema) is { } element)
            {
                result[element] = item;
            }
        }

        return result;
    }
}

using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Apply;

/// <summary>Lays a configuration over a live object: maps merge, atomic values are replaced, keyed lists merge by element.</summary>
internal static class FieldMerge
{
    public static JsonObject Merge(JsonObject live, JsonObject config, Schema schema)
    {
        JsonObject result = [];
        foreach ((string name, JsonNode? value) in live.Where(member => !config.ContainsKey(member.Key)))
        {
            result[name] = value?.DeepClone();
        }

        foreach ((string name, JsonNode? value) in config)
        {
            Schema member = schema.Member(name) ?? Schema.Any;
            result[name] = live.TryGetPropertyValue(name, out JsonNode? old) ? Values(old, value, member) : value?.DeepClone();
        }

        return result;
    }

    private static JsonNode? Values(JsonNode? live, JsonNode? config, Schema schema) => (live, config) switch
    {
        (JsonObject old, JsonObject now) when !schema.IsAtomic => Merge(old, now, schema),
        (JsonArray old, JsonArray now) when schema.IsKeyedList => Items(old, now, schema),
        _ => config?.DeepClone(),
    };

    /// <summary>Elements of the configuration in its order; elements that only the live list has stay before what followed them.</summary>
    private static JsonArray Items(JsonArray live, JsonArray config, Schema schema)
    {
        List<(string Element, JsonNode? Item)> left = Keyed(live, schema);
        List<(string Element, JsonNode? Item)> right = Keyed(config, schema);
        Dictionary<string, JsonNode?> known = left.ToDictionary(pair => pair.Element, pair => pair.Item, StringComparer.Ordinal);
        HashSet<string> wanted = [.. right.Select(pair => pair.Element)];
        Queue<string> shared = new(right.Where(pair => known.ContainsKey(pair.Element)).Select(pair => pair.Element));
        JsonArray result = [];
        int l = 0;
        foreach ((string element, JsonNode? item) in right)
        {
            // Live-only elements come before the next shared one; shared ones that are not next are taken later, in the wanted order.
            while (l < left.Count && (!wanted.Contains(left[l].Element) || shared.Count == 0 || left[l].Element != shared.Peek()))
            {
                if (!wanted.Contains(left[l].Element))
                {
                    result.Add(left[l].Item?.DeepClone());
                }

                l++;
            }

            if (shared.Count > 0 && shared.Peek() == element)
            {
                shared.Dequeue();
                if (l < left.Count && left[l].Element == element)
                {
                    l++;
                }
            }

            result.Add(known.TryGetValue(element, out JsonNode? old) ? Values(old, item, schema.Items ?? Schema.Any) : item?.DeepClone());
        }

        for (; l < left.Count; l++)
        {
            if (!wanted.Contains(left[l].Element))
            {
                result.Add(left[l].Item?.DeepClone());
            }
        }

        return result;
    }

    private static List<(string Element, JsonNode? Item)> Keyed(JsonArray items, Schema schema)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return [.. items.Select(item => (FieldPath.Item(item, schema) ?? "", item)).Where(pair => seen.Add(pair.Item1))];
    }
}

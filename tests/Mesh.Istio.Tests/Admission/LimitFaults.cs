using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Schemas;
using Mesh.Istio.Tests.Crds;

namespace Mesh.Istio.Tests.Admission;

/// <summary>For each limit of a schema - of numbers, lengths, counts - a value that breaks it, and nothing else.</summary>
internal static class LimitFaults
{
    public static IEnumerable<(JsonNode Value, string Where)> Of(Schema schema, string name = "spec")
    {
        foreach (JsonNode broken in Broken(schema, name))
        {
            yield return (broken, name);
        }

        foreach ((string field, Schema property) in schema.Properties)
        {
            foreach ((JsonNode value, string where) in Of(property, field))
            {
                JsonObject holder = CrdInstances.Smallest(schema, name).AsObject();
                holder[field] = value;
                yield return (holder, $"{name}.{where}");
            }
        }

        foreach ((JsonNode value, string where) in schema.Items is null ? [] : Of(schema.Items, name))
        {
            yield return (new JsonArray(value), where + "[]");
        }

        foreach ((JsonNode value, string where) in schema.AdditionalProperties is null ? [] : Of(schema.AdditionalProperties, name))
        {
            yield return (new JsonObject { ["1"] = value }, where + "{}");
        }
    }

    private static IEnumerable<JsonNode> Broken(Schema schema, string name)
    {
        if (schema.Minimum is { } least)
        {
            yield return JsonValue.Create((long)least - 1);
        }

        if (schema.Maximum is { } most)
        {
            yield return JsonValue.Create((long)most + 1);
        }

        if (schema.MaxLength is { } longest)
        {
            yield return JsonValue.Create(new string('a', (int)longest + 1));
        }

        if (schema.MinLength is > 0)
        {
            yield return JsonValue.Create("");
        }

        if (schema.Pattern is not null)
        {
            yield return JsonValue.Create("-$-");
        }

        if (schema.MaxItems is { } items)
        {
            yield return new JsonArray([.. Enumerable.Range(0, (int)items + 1).Select(i => Item(schema.Items!, name, i))]);
        }

        if (schema.MaxProperties is { } properties)
        {
            yield return new JsonObject(Enumerable.Range(0, (int)properties + 1).Select(
                i => KeyValuePair.Create($"k{i}", (JsonNode?)CrdInstances.Smallest(schema.AdditionalProperties!, name))));
        }
    }

    private static JsonNode Item(Schema schema, string name, int index)
    {
        JsonNode item = CrdInstances.Smallest(schema, name);
        if (item is JsonObject fields && fields.ContainsKey("name"))
        {
            fields["name"] = $"name-{index}";
        }

        if (item is JsonObject ports && ports.ContainsKey("number"))
        {
            ports["number"] = index + 1;
        }

        return item;
    }
}

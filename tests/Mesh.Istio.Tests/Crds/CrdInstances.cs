using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;
using Mesh.ApiServerDouble.Validation;

namespace Mesh.Istio.Tests.Crds;

/// <summary>Makes random values that a schema allows, and the form in which they are expected back.</summary>
internal sealed class CrdInstances(Random random)
{
    private const int Attempts = 400;

    private static readonly string[] Durations = [
        "5s", "1h30m", "1.5s", "250ms", "2000us", "10000s", "0.25s", "1h0m0.001s", "90m", "1.0000001s"];

    /// <summary>Durations that the schema leaves without a rule.</summary>
    private static readonly string[] DurationNames = ["idleTimeout", "ttl", "budgetInterval"];

    /// <summary>Second spellings of fields: read, and written in the first spelling.</summary>
    private static readonly Dictionary<string, string> Aliases = new() { ["mirror_percent"] = "mirrorPercent", ["jwks_uri"] = "jwksUri" };

    public JsonObject Object(string apiVersion, string kind, Schema schema) => new()
    {
        ["apiVersion"] = apiVersion,
        ["kind"] = kind,
        ["metadata"] = new JsonObject
        {
            ["name"] = "some-name",
            ["namespace"] = "some-namespace",
            ["labels"] = new JsonObject { ["app"] = Texts.Any(random) },
        },
        ["spec"] = Value(schema.Properties["spec"], "spec", 0),
    };

    /// <summary>
    /// The value as it comes back: durations in seconds, no nulls, no empty lists and maps but required ones, the first spelling of each
    /// field.
    /// </summary>
    public static JsonNode? Canonical(Schema schema, JsonNode? value, string name)
    {
        switch (value)
        {
            case JsonObject map:
                var result = new JsonObject();
                foreach ((string key, JsonNode? child) in map)
                {
                    Schema inner = schema.Properties.GetValueOrDefault(key) ?? schema.AdditionalProperties!;
                    JsonNode? canonical = Canonical(inner, child, key);
                    bool empty = canonical is JsonArray { Count: 0 }
                        || (canonical is JsonObject { Count: 0 } && inner.AdditionalProperties is not null);
                    // Of an AuthorizationPolicy, an empty list of rules is told from an absent one.
                    if (canonical is not null && (!empty || key == "rules" || schema.Required.Contains(key)))
                    {
                        result[Aliases.GetValueOrDefault(key, key)] = canonical;
                    }
                }

                return result;
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Canonical(schema.Items!, item, name))]);
            default:
                return IsDuration(schema, name) && value is not null
                    ? string.Create(CultureInfo.InvariantCulture, $"{GoDuration.Seconds(value.GetValue<string>()):0.#######}s")
                    : value?.DeepClone();
        }
    }

    /// <summary>The smallest value that a schema allows.</summary>
    public static JsonNode Smallest(Schema schema, string name) => schema.Type switch
    {
        "object" =>
            new JsonObject(schema.Required.Select(key => KeyValuePair.Create(key, (JsonNode?)Smallest(schema.Properties[key], key)))),
        "array" => new JsonArray(),
        "integer" or "number" => 1,
        "boolean" => true,
        _ => schema.Enum.Count > 0 ? schema.Enum[0].AsText()! : IsDuration(schema, name) ? "1s" : schema.Format == "byte" ? "AAEC" : "text",
    };

    private static bool IsDuration(Schema schema, string name) =>
        schema.Type == "string"
            && (schema.Rules.Any(rule => rule.Text.StartsWith("duration(self)", StringComparison.Ordinal)) || DurationNames.Contains(name));

    private JsonNode? Value(Schema schema, string name, int depth)
    {
        JsonNode? value = null;
        for (int i = 0; i < Attempts; i++)
        {
            // Rules across fields are met by trying again, with fewer fields each time.
            value = Attempt(schema, name, depth, 1.0 - (i / (double)Attempts));
            if (SchemaValidator.ValidatePart(value, schema).Count == 0)
            {
                return value;
            }
        }

        throw new InvalidOperationException($"No valid '{name}' in {Attempts} attempts; the last was {value?.ToJsonString()}.");
    }

    private JsonNode? Attempt(Schema schema, string name, int depth, double fullness)
    {
        if (schema.Nullable && random.Next(15) == 0)
        {
            return null;
        }

        return schema.Type switch
        {
            "object" => schema.AdditionalProperties is { } values ? Map(schema, values, depth) : Message(schema, depth, fullness),
            "array" => new JsonArray([.. Enumerable.Range(0, Count(schema)).Select(_ => Value(schema.Items!, name, depth + 1))]),
            "boolean" => random.Next(2) == 0,
            "integer" => Whole(schema),
            "number" =>
                Math.Clamp(random.Next(3) == 0 ? random.Next(100) : random.NextDouble() * 100, schema.Minimum ?? 0, schema.Maximum ?? 100),
            _ => Text(schema, name),
        };
    }

    private JsonObject Message(Schema schema, int depth, double fullness)
    {
        double chance = (depth == 0 ? 0.6 : 0.45) * fullness;
        HashSet<string> excluded = [];
        foreach (IReadOnlyList<string> choice in schema.Choices())
        {
            string? picked = random.NextDouble() < 0.85 ? choice[random.Next(choice.Count)] : null;
            excluded.UnionWith(choice.Where(name => name != picked));
        }

        excluded.UnionWith(Aliases.Select(alias => random.Next(2) == 0 ? alias.Key : alias.Value));
        var result = new JsonObject();
        foreach ((string name, Schema property) in schema.Properties)
        {
            if (schema.Required.Contains(name) || (!excluded.Contains(name) && random.NextDouble() < chance))
            {
                result[name] = Value(property, name, depth + 1);
            }
        }

        return result;
    }

    private JsonObject Map(Schema schema, Schema values, int depth)
    {
        bool ports = schema.Rules.Any(rule => rule.Text.Contains("int(key)", StringComparison.Ordinal));
        var result = new JsonObject();
        int count = random.Next((int)(schema.MinProperties ?? 0), 4);
        for (int i = 0; i < count; i++)
        {
            string key = ports
                ? random.Next(1, 65536).ToString(CultureInfo.InvariantCulture)
                : schema.Rules.Count > 0 || random.Next(2) == 0
                ? Texts.Name(random)
                : Texts.Any(random);
            result[key] = Value(values, key, depth + 1);
        }

        return result;
    }

    private int Count(Schema schema) => random.Next((int)(schema.MinItems ?? 0), (int)Math.Min(schema.MaxItems ?? 3, 3) + 1);

    private JsonValue Whole(Schema schema)
    {
        long min = (long)(schema.Minimum ?? int.MinValue);
        long max = (long)(schema.Maximum ?? (schema.Format == "int32" ? int.MaxValue : long.MaxValue));
        return random.Next(8) switch
        {
            0 => JsonValue.Create(min),
            1 => JsonValue.Create(max),
            2 => JsonValue.Create(Math.Clamp(0, min, max)),
            3 => JsonValue.Create(random.NextInt64(min, max)),
            _ => JsonValue.Create(random.NextInt64(Math.Clamp(1, min, max), Math.Clamp(65535, min, max))),
        };
    }

    private string Text(Schema schema, string name)
    {
        if (schema.Enum.Count > 0)
        {
            return schema.Enum[random.Next(schema.Enum.Count)].AsText()!;
        }

        if (IsDuration(schema, name))
        {
            return random.Next(2) == 0
                ? Durations[random.Next(Durations.Length)]
                : string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 100_000)}ms");
        }

        if (schema.Format == "byte")
        {
            byte[] bytes = new byte[random.Next(20)];
            random.NextBytes(bytes);
            return Convert.ToBase64String(bytes);
        }

        string rules = string.Join('\n', schema.Rules.Select(rule => rule.Text));
        return rules.Contains("url(self)", StringComparison.Ordinal) ? $"https://{Texts.Name(random)}.example.com/keys"
            : rules.Contains("self.size() == 0", StringComparison.Ordinal) ? ""
            : rules.Contains("HTTPS", StringComparison.Ordinal) ? (random.Next(3) switch { 0 => "", 1 => "HTTP", _ => "HTTPS" })
            : schema.Pattern is not null || random.Next(2) == 0 ? Texts.Name(random) : Texts.Any(random);
    }
}

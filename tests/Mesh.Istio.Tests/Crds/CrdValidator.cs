using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mesh.Tests.Crds;

/// <summary>Checks a value as the API server does with strict field validation: structure, value ranges, one-ofs, list keys and CEL rules.</summary>
internal sealed class CrdValidator
{
    private readonly List<string> _errors = [];

    public static IReadOnlyList<string> Validate(CrdSchema schema, JsonObject value)
    {
        var validator = new CrdValidator();
        JsonObject body = value.DeepClone().AsObject();
        foreach (string common in (string[])["apiVersion", "kind", "metadata"])
        {
            if (!body.Remove(common))
            {
                validator._errors.Add($"{common} is missing");
            }
        }

        validator.Check(schema, body, "");
        return validator._errors;
    }

    /// <summary>The errors of a part of an object.</summary>
    public static IReadOnlyList<string> ValidatePart(CrdSchema schema, JsonNode? value)
    {
        var validator = new CrdValidator();
        validator.Check(schema, value, "");
        return validator._errors;
    }

    private void Check(CrdSchema schema, JsonNode? value, string path)
    {
        if (value is null)
        {
            Expect(schema.Nullable, path, "must not be null");
            return;
        }

        switch (value)
        {
            case JsonObject map:
                Expect(schema.Type == "object", path, $"must be {schema.Type}, is an object");
                CheckObject(schema, map, path);
                break;
            case JsonArray list:
                Expect(schema.Type == "array", path, $"must be {schema.Type}, is an array");
                CheckArray(schema, list, path);
                break;
            default:
                CheckScalar(schema, value, path);
                break;
        }

        Expect(Fits(schema, value), path, "violates a oneOf, anyOf, allOf or not");
        foreach (string rule in schema.Rules)
        {
            Expect(CelRules.Holds(rule, value), path, $"violates: {rule}");
        }
    }

    private void CheckObject(CrdSchema schema, JsonObject map, string path)
    {
        foreach (string name in schema.Required)
        {
            Expect(map.ContainsKey(name), path, $"lacks {name}");
        }

        Expect(!(map.Count < schema.MinProperties) && !(map.Count > schema.MaxProperties), path, "has too few or too many entries");
        foreach ((string name, JsonNode? value) in map)
        {
            if (schema.Properties.TryGetValue(name, out CrdSchema? property) || (property = schema.Values) is not null)
            {
                Check(property, value, $"{path}.{name}");
            }
            else
            {
                Expect(schema.PreservesUnknown, path, $"has the unknown field {name}");
            }
        }
    }

    private void CheckArray(CrdSchema schema, JsonArray list, string path)
    {
        Expect(!(list.Count < schema.MinItems) && !(list.Count > schema.MaxItems), path, "has too few or too many items");
        for (int i = 0; i < list.Count; i++)
        {
            Check(schema.Items!, list[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
        }

        if (schema.ListMapKeys.Count > 0)
        {
            int distinct = list.Select(item => string.Join('|', schema.ListMapKeys.Select(key => item![key]?.ToJsonString()))).Distinct().Count();
            Expect(distinct == list.Count, path, "has items with equal keys");
        }
    }

    private void CheckScalar(CrdSchema schema, JsonNode value, string path)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                string text = value.GetValue<string>();
                Expect(schema.Type == "string" || schema.IsIntOrString, path, $"must be {schema.Type}, is a string");
                Expect(schema.Enum.Count == 0 || schema.Enum.Contains(text), path, $"must not be {text}");
                int length = text.EnumerateRunes().Count();
                Expect(!(length < schema.MinLength) && !(length > schema.MaxLength), path, "is too short or too long");
                Expect(schema.Pattern is null || schema.Pattern.IsMatch(text), path, "does not match the pattern");
                Expect(schema.Format != "byte" || Convert.TryFromBase64String(text, new byte[text.Length], out _), path, "is not base64");
                break;
            case JsonValueKind.Number:
                double number = value.GetNumber();
                Expect(schema.Type is "number" or "integer" || schema.IsIntOrString, path, $"must be {schema.Type}, is a number");
                Expect(schema.Type != "integer" || double.IsInteger(number), path, "must be whole");
                Expect(!(number < schema.Minimum) && !(number > schema.Maximum), path, "is too small or too large");
                Expect(schema.Format != "int32" || (number >= int.MinValue && number <= int.MaxValue), path, "does not fit 32 bits");
                break;
            default:
                Expect(schema.Type == "boolean", path, $"must be {schema.Type}, is a boolean");
                break;
        }
    }

    /// <summary>The logical part of a schema: oneOf, anyOf, allOf, not, and within them required fields.</summary>
    private static bool Fits(CrdSchema schema, JsonNode value) =>
        schema.AllOf.All(part => Fits(part, value) && HasRequired(part, value)) &&
        (schema.OneOf.Count == 0 || schema.OneOf.Count(part => Fits(part, value) && HasRequired(part, value)) == 1) &&
        (schema.AnyOf.Count == 0 || schema.IsIntOrString || schema.AnyOf.Any(part => Fits(part, value) && HasRequired(part, value))) &&
        (schema.Not is not { } not || !(Fits(not, value) && HasRequired(not, value)));

    private static bool HasRequired(CrdSchema part, JsonNode value) => value is not JsonObject map || part.Required.All(map.ContainsKey);

    private void Expect(bool holds, string path, string message)
    {
        if (!holds)
        {
            _errors.Add($"{path.TrimStart('.')} {message}");
        }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Validation;

/// <summary>Whether a custom resource satisfies its schema and, when it does, its CEL rules.</summary>
internal static class SchemaValidator
{
    private const string RulesSkipped =
        "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";

    private static readonly HashSet<string> Envelope = ["apiVersion", "kind", "metadata"];

    public static List<Cause> Validate(JsonObject content, Schema schema)
    {
        List<Cause> causes = [];
        Members(content, schema, "", causes, Envelope);
        if (causes.Exists(cause => cause.BlocksRules))
        {
            causes.Add(Cause.Invalid("<nil>", "null", RulesSkipped));
        }
        else
        {
            RuleChecker.Check(content, schema, causes);
        }

        return causes;
    }

    /// <summary>The same for a part of a resource, unknown fields included.</summary>
    public static List<Cause> ValidatePart(JsonNode? value, Schema schema)
    {
        List<Cause> causes = [.. UnknownFields.Find(value, schema).Select(field => Cause.Invalid(field, "null", "unknown field"))];
        Value(value, schema, "", causes);
        RuleChecker.Check(value, schema, causes);
        return causes;
    }

    private static void Value(JsonNode? value, Schema schema, string path, List<Cause> causes)
    {
        if (value is null && schema.Nullable)
        {
            return;
        }

        string type = JsonValues.TypeOf(value);
        if (!HasType(schema, type))
        {
            causes.Add(new(
                "FieldValueTypeInvalid",
                $"Invalid value: \"{type}\": {path} in body must be of type {schema.Type ?? "integer,string"}: \"{type}\"", path));
            return;
        }

        if (schema.Enum.Count > 0 && !schema.Enum.Any(word => JsonValues.Same(word, value)))
        {
            causes.Add(
                Cause.NotSupported(path, JsonValues.ToText(value), schema.Enum.Select(word => word.AsText() ?? JsonValues.ToText(word))));
        }

        switch (value)
        {
            case JsonObject members:
                Members(members, schema, path, causes, []);
                break;
            case JsonArray items:
                Items(items, schema, path, causes);
                break;
            default:
                Scalar(value, schema, path, causes);
                break;
        }

        if (schema.OneOf.Count > 0 && schema.OneOf.Count(option => SchemaMatch.Matches(value, option)) is not 1 and int matches)
        {
            string found = matches == 0 ? "Found none valid" : $"Found {matches} valid alternatives";
            causes.Add(Cause.Invalid("<nil>", "\"\"", $"\"{path}\" must validate one and only one schema (oneOf). {found}"));
        }

        if (schema.AnyOf.Count > 0 && !schema.IntOrString && !schema.AnyOf.Any(option => SchemaMatch.Matches(value, option)))
        {
            causes.Add(Cause.Invalid("<nil>", "\"\"", $"\"{path}\" must validate at least one schema (anyOf)"));
        }

        if (!schema.AllOf.All(part => SchemaMatch.Matches(value, part)))
        {
            causes.Add(Cause.Invalid("<nil>", "\"\"", $"\"{path}\" must validate all the schemas (allOf)"));
        }

        if (schema.Not is { } not && SchemaMatch.Matches(value, not))
        {
            causes.Add(Cause.Invalid("<nil>", "\"\"", $"\"{path}\" must not validate the schema (not)"));
        }
    }

    private static bool HasType(Schema schema, string type) => schema switch
    {
        { IntOrString: true } => type is "integer" or "string",
        { Type: null } => true,
        { Type: "number" } => type is "number" or "integer",
        _ => schema.Type == type,
    };

    private static void Members(JsonObject members, Schema schema, string path, List<Cause> causes, HashSet<string> skip)
    {
        foreach (string name in schema.Properties.Keys.Union(members.Select(member => member.Key), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal))
        {
            string below = path.Length == 0 ? name : schema.Properties.ContainsKey(name) ? path + "." + name : $"{path}.{name}";
            if (skip.Contains(name))
            {
                continue;
            }

            if (members.TryGetPropertyValue(name, out JsonNode? value))
            {
                Value(value, schema.Member(name) ?? Schema.Any, below, causes);
            }
            else if (schema.Required.Contains(name))
            {
                causes.Add(Cause.Required(below));
            }
        }

        if (schema.MaxProperties is { } most && members.Count > most)
        {
            causes.Add(new("FieldValueTooMany", $"Too many: {members.Count}: must have at most {most} items", path));
        }

        if (schema.MinProperties is { } least && members.Count < least)
        {
            causes.Add(Cause.Invalid(path, Number(members.Count), $"{path} in body should have at least {least} properties"));
        }
    }

    private static void Items(JsonArray items, Schema schema, string path, List<Cause> causes)
    {
        if (schema.MaxItems is { } most && items.Count > most)
        {
            causes.Add(new("FieldValueTooMany", $"Too many: {items.Count}: must have at most {most} items", path));
        }

        if (schema.MinItems is { } least && items.Count < least)
        {
            causes.Add(Cause.Invalid(path, Number(items.Count), $"{path} in body should have at least {least} items"));
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int index = 0; index < items.Count; index++)
        {
            string below = $"{path}[{index}]";
            if (schema.IsKeyedList && Apply.FieldPath.Item(items[index], schema) is { } key && !seen.Add(key))
            {
                causes.Add(Cause.Duplicate(below, key[2..]));
            }

            Value(items[index], schema.Items ?? Schema.Any, below, causes);
        }
    }

    private static void Scalar(JsonNode? value, Schema schema, string path, List<Cause> causes)
    {
        if (!Formats.Fits(value, schema.Format))
        {
            causes.Add(Formats.Misfit(value, schema.Format!, path));
        }

        if (value.IsNumber(out double number))
        {
            if (schema.Minimum is { } least && number < least)
            {
                causes.Add(Cause.Invalid(path, Number(number), $"{path} in body should be greater than or equal to {Number(least)}"));
            }

            if (schema.Maximum is { } most && number > most)
            {
                causes.Add(Cause.Invalid(path, Number(number), $"{path} in body should be less than or equal to {Number(most)}"));
            }
        }
        else if (value.AsText() is { } text)
        {
            int length = text.EnumerateRunes().Count();
            if (schema.MaxLength is { } most && length > most)
            {
                causes.Add(new("FieldValueTooLong", $"Too long: may not be more than {most} bytes", path));
            }

            if (schema.MinLength is { } least && length < least)
            {
                causes.Add(Cause.Invalid(path, JsonValues.ToText(value), $"{path} in body should be at least {least} chars long"));
            }

            if (schema.Pattern is { } pattern && !pattern.IsMatch(text))
            {
                causes.Add(Cause.Invalid(path, JsonValues.ToText(value), $"{path} in body should match '{pattern}'"));
            }
        }
    }

    private static string Number(double number) => number.ToString("0.################", CultureInfo.InvariantCulture);
}

using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Validation;

/// <summary>
/// Whether a value satisfies the parts of a schema that stand in <c>oneOf</c>, <c>anyOf</c>, <c>allOf</c> and <c>not</c>.
/// </summary>
internal static class SchemaMatch
{
    public static bool Matches(JsonNode? value, Schema schema)
    {
        if (schema.Type is { } type
            && JsonValues.TypeOf(value) is var actual
            && actual != type
            && !(type == "number" && actual == "integer"))
        {
            return false;
        }

        if (schema.Enum.Count > 0 && !schema.Enum.Any(word => JsonValues.Same(word, value)))
        {
            return false;
        }

        if (value is JsonObject members
            && (schema.Required.Any(name => !members.ContainsKey(name))
                || schema.Properties.Any(
                    property => members.TryGetPropertyValue(property.Key, out JsonNode? member) && !Matches(member, property.Value))))
        {
            return false;
        }

        if (value.AsText() is { } text && ((schema.Pattern is { } pattern && !pattern.IsMatch(text))
            || text.Length < (schema.MinLength ?? 0) || text.Length > (schema.MaxLength ?? int.MaxValue)))
        {
            return false;
        }

        if (!Formats.Fits(value, schema.Format))
        {
            return false;
        }

        if (value.IsNumber(out double number) && (number < schema.Minimum || number > schema.Maximum))
        {
            return false;
        }

        return schema.AllOf.All(part => Matches(value, part))
            && (schema.AnyOf.Count == 0 || schema.AnyOf.Any(option => Matches(value, option)))
            && (schema.OneOf.Count == 0 || schema.OneOf.Count(option => Matches(value, option)) == 1)
            && (schema.Not is null || !Matches(value, schema.Not));
    }
}

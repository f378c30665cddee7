using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Cel;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Validation;

/// <summary>Evaluates the CEL rules of a schema over a value. A key of a map stands in brackets in the path.</summary>
internal static class RuleChecker
{
    public static void Check(JsonNode? content, Schema schema, List<Cause> causes) => Value(content, schema, "", causes);

    private static void Value(JsonNode? value, Schema schema, string path, List<Cause> causes)
    {
        if (value is null)
        {
            return;
        }

        foreach (CelRule rule in schema.Rules)
        {
            CelOutcome outcome = rule.Check(value);
            if (!outcome.IsValid)
            {
                causes.Add(outcome.Error is { } error
                    ? Cause.Invalid(path, $"\"{JsonValues.TypeOf(value)}\"", $"{error} evaluating rule: {rule.Message}")
                    : new("FieldValueInvalid", value is JsonObject or JsonArray
                        ? "Invalid value: " + rule.Message
                        : $"Invalid value: {JsonValues.ToText(value)}: {rule.Message}", path));
            }
        }

        switch (value)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? member) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    string below = schema.Properties.ContainsKey(name) ? (path.Length == 0 ? name : path + "." + name) : $"{path}[{name}]";
                    Value(member, schema.Member(name) ?? Schema.Any, below, causes);
                }

                break;
            case JsonArray items when schema.Items is { } item:
                for (int index = 0; index < items.Count; index++)
                {
                    Value(items[index], item, $"{path}[{index}]", causes);
                }

                break;
        }
    }
}

using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Resources;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>Field selectors: name, namespace and what the kind declares.</summary>
internal static class Selectors
{
    public static Predicate<JsonObject> Labels(string text)
    {
        if (text.Length == 0)
        {
            return _ => true;
        }

        IReadOnlyList<LabelRequirement> requirements = LabelSelector.Parse(text);
        return content => requirements.All(requirement => requirement.Matches(content.Object("metadata").Object("labels")));
    }

    public static Predicate<JsonObject> Fields(string text, ResourceType type)
    {
        List<(string[] Path, string Value, bool Equal)> terms = [];
        foreach (string term in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            bool equal = !term.Contains("!=", StringComparison.Ordinal);
            string[] sides = term.Split(equal ? (term.Contains("==", StringComparison.Ordinal) ? "==" : "=") : "!=", 2);
            if (sides.Length != 2)
            {
                throw ApiException.BadRequest($"invalid selector: '{term}'; can't understand '{term}'");
            }

            if (sides[0] != "metadata.name"
                && !(sides[0] == "metadata.namespace" && type.IsNamespaced)
                && !type.SelectableFields.Contains(sides[0]))
            {
                throw ApiException.BadRequest(
                    type.IsBuiltIn ? $"field label not supported: {sides[0]}" : $"field label not supported: {sides[0]}");
            }

            terms.Add((sides[0].Split('.'), sides[1], equal));
        }

        return content => terms.TrueForAll(term => (ValueAt(content, term.Path) == term.Value) == term.Equal);
    }

    private static string ValueAt(JsonNode? content, string[] path)
    {
        foreach (string name in path)
        {
            content = (content as JsonObject)?[name];
        }

        return content.AsText() ?? (content is null ? "" : JsonValues.ToText(content));
    }
}

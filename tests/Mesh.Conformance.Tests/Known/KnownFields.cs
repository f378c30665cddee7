using System.Text.Json.Nodes;

namespace Mesh.Conformance.Tests.Known;

/// <summary>Readers name every field that they know; nothing of a recording is ignored in silence.</summary>
internal static class KnownFields
{
    /// <exception cref="UnknownInputException">The object has other fields; all of them are named.</exception>
    internal static void Only(JsonNode? node, string where, params string[] names)
    {
        string[] unknown = [.. (node as JsonObject ?? []).Select(field => field.Key).Except(names).Order(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            throw new UnknownInputException($"The reader does not know these fields of {where}: {string.Join(", ", unknown)}.");
        }
    }

    /// <exception cref="UnknownInputException">The text is another one.</exception>
    internal static void OneOf(string? text, string where, params string?[] texts)
    {
        if (!texts.Contains(text))
        {
            throw new UnknownInputException($"The reader does not know this {where}: {text}.");
        }
    }
}

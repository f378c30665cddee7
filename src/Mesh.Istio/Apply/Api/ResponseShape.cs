using System.Text.Json;

namespace Mesh.Istio.Apply.Api;

/// <summary>Refuses what no API server answers with, before anybody relies on it.</summary>
internal static class ResponseShape
{
    // Two fields of one name are read in two ways by those who look for the first and those who look for the last.
    public static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// Requires an object with metadata and a name, or the Status that a deletion can be answered with, in which every text is one.
    /// </summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static void RequireObject(JsonElement root, ReadOnlySpan<byte> utf8)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("metadata", out JsonElement metadata)
            || metadata.ValueKind != JsonValueKind.Object
            || !(HasText(metadata, "name") || (HasText(root, "kind") && root.GetProperty("kind").ValueEquals("Status"))))
        {
            throw new JsonException("An object has metadata and a name.");
        }

        // Half a surrogate can only come escaped; whoever reads such a text later would stumble over it.
        if (utf8.IndexOf("\\ud"u8) >= 0 || utf8.IndexOf("\\uD"u8) >= 0)
        {
            ReadTexts(root);
        }
    }

    private static bool HasText(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && !value.ValueEquals("");

    private static void ReadTexts(JsonElement value)
    {
        try
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.String:
                    _ = value.GetString();
                    break;
                case JsonValueKind.Array:
                    foreach (JsonElement item in value.EnumerateArray())
                    {
                        ReadTexts(item);
                    }

                    break;
                case JsonValueKind.Object:
                    foreach (JsonProperty property in value.EnumerateObject())
                    {
                        _ = property.Name;
                        ReadTexts(property.Value);
                    }

                    break;
                default:
                    break;
            }
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text is not Unicode.", e);
        }
    }
}

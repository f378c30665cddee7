using System.Text.Json;
using Mesh.Documents;

namespace Mesh.Kubernetes.Reading;

/// <summary>A page of a list: the objects as far as they are kept, the version of the list and the token of the next page.</summary>
internal sealed record ListPage(List<DocumentNode> Items, string ResourceVersion, string Continue)
{
    private static readonly FieldMask Metadata = FieldMask.Of("resourceVersion", "continue");

    /// <summary>Reads a page.</summary>
    /// <exception cref="JsonException">It is not a complete list.</exception>
    public static ListPage Parse(ReadOnlyMemory<byte> utf8, FieldMask mask, TextPool texts)
    {
        try
        {
            return Read(utf8.Span, mask, texts);
        }
        catch (InvalidOperationException e)
        {
            // A text with a lone surrogate is JSON by its grammar but not a text.
            throw new JsonException("A text is not Unicode.", e);
        }
    }

    private static ListPage Read(ReadOnlySpan<byte> utf8, FieldMask mask, TextPool texts)
    {
        var reader = new Utf8JsonReader(utf8);
        List<DocumentNode>? items = null;
        MappingNode? metadata = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A list is an object.");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("items"u8))
            {
                items = ReadItems(ref reader, mask, texts);
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                reader.Read();
                metadata = MaskedReader.Read(ref reader, Metadata, texts) as MappingNode;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        string version = Text(metadata, "resourceVersion");
        return items is null || version.Length == 0
            ? throw new JsonException("A list has items and a version.")
            : new ListPage(items, version, Text(metadata, "continue"));
    }

    private static List<DocumentNode> ReadItems(ref Utf8JsonReader reader, FieldMask mask, TextPool texts)
    {
        var items = new List<DocumentNode>();
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                items.Add(MaskedReader.Read(ref reader, mask, texts));
            }
        }

        return items;
    }

    private static string Text(MappingNode? mapping, string key) => mapping?[key] is ScalarNode scalar ? scalar.Text : "";
}

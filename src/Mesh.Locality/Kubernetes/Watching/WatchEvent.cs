using System.Text.Json;
using Mesh.Documents;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;

namespace Mesh.Kubernetes.Watching;

/// <summary>One line of a watch.</summary>
/// <param name="Type"><c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c>, <c>BOOKMARK</c> or <c>ERROR</c>.</param>
/// <param name="Object">The object as far as it is kept; <see langword="null"/> for an error.</param>
/// <param name="Error">The Status of an error; <see langword="null"/> otherwise.</param>
internal sealed record WatchEvent(string Type, DocumentNode? Object, ApiStatus? Error)
{
    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is not a complete event.</exception>
    public static WatchEvent Parse(ReadOnlySpan<byte> utf8, FieldMask mask, TextPool texts)
    {
        try
        {
            return Read(utf8, mask, texts);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A text is not Unicode.", e);
        }
    }

    private static WatchEvent Read(ReadOnlySpan<byte> utf8, FieldMask mask, TextPool texts)
    {
        string? type = null;
        DocumentNode? value = null;
        ApiStatus? status = null;
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = reader.ValueTextEquals("type"u8);
            bool isObject = reader.ValueTextEquals("object"u8);
            reader.Read();
            if (isType)
            {
                type = reader.GetString();
            }
            else if (isObject)
            {
                Utf8JsonReader again = reader;
                value = MaskedReader.Read(ref reader, mask, texts);
                if (type is null or "ERROR")
                {
                    using var document = JsonDocument.ParseValue(ref again);
                    status = ApiStatus.Parse(document.RootElement);
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return type == "ERROR" ? new WatchEvent(type, null, status ?? new ApiStatus())
            : type is not null && value is not null ? new WatchEvent(type, value, null)
            : throw new JsonException("An event has a type and an object.");
    }
}

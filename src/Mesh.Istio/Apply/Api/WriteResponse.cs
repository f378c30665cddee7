using System.Text.Json;

namespace Mesh.Istio.Apply.Api;

/// <summary>
/// Reads of the object in the response to a write what matters to thousands of them: which version came of it. The whole text is read,
/// because one that was cut off is no response.
/// </summary>
internal static class WriteResponse
{
    /// <summary>Reads the answer to an apply, and what of the sent object it does not hold.</summary>
    /// <exception cref="JsonException">The text is not an object as an API server answers with.</exception>
    public static ApiResponse Read(ReadOnlyMemory<byte> sent, ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        ResponseShape.RequireObject(document.RootElement, utf8.Span);
        return Read(utf8.Span) with { Changed = ResponseComparison.Compare(sent, document.RootElement) };
    }

    /// <exception cref="JsonException">The text is not one complete JSON value.</exception>
    public static ApiResponse Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        string version = "";
        bool deleting = false, inMetadata = false;
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
            {
                inMetadata = reader.ValueTextEquals("metadata"u8);
            }
            else if (inMetadata && reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 2 })
            {
                deleting |= reader.ValueTextEquals("deletionTimestamp"u8);
                version = reader.ValueTextEquals("resourceVersion"u8) && reader.Read() && reader.TokenType == JsonTokenType.String
                    ? reader.GetString()! : version;
            }
        }

        return new ApiResponse(ResponseKind.Ok) { ResourceVersion = version, IsBeingDeleted = deleting };
    }
}

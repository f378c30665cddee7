using System.Text.Json;

namespace Mesh.Documents;

/// <summary>Looks at the tokens of a file for whether it is one list of objects, and where they lie.</summary>
internal sealed class JsonListLook
{
    private const int ListDepth = 1;
    private const int ItemDepth = 2;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<(long Start, int Length)> _items = [];
    private string _key = "";
    private string _kind = "";
    private string _apiVersion = "";
    private bool _hasItems;
    private long _start;

    /// <summary>Takes a token; false where the file is no such list.</summary>
    /// <param name="reader">Stands at the token.</param>
    /// <param name="offset">Where in the file the reader's bytes begin.</param>
    public bool Take(ref Utf8JsonReader reader, long offset) => reader.CurrentDepth switch
    {
        // What is behind escapes may be no text, and nobody looks behind these.
        _ when _key != "items" && reader.ValueIsEscaped => false,
        0 => reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndObject,
        ListDepth => TakeField(ref reader),
        ItemDepth when _key == "items" => TakeItem(ref reader, offset),
        _ => true,
    };

    /// <summary>The list, where all of it was one.</summary>
    public JsonListOutline? Found(int start) =>
        _hasItems && _kind.EndsWith("List", StringComparison.Ordinal) ? new JsonListOutline(start, _kind, _apiVersion, _items) : null;

    private bool TakeField(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _key = reader.GetString()!;
            // Which of two counts is decided where the file is read as a whole.
            return _keys.Add(_key);
        }

        switch (_key)
        {
            case "items":
                _hasItems = reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray;
                return _hasItems;
            case "kind" when reader.TokenType == JsonTokenType.String:
                _kind = reader.GetString()!;
                return true;
            case "apiVersion" when reader.TokenType == JsonTokenType.String:
                _apiVersion = reader.GetString()!;
                return true;
            default:
                return _key is not ("kind" or "apiVersion");
        }
    }

    private bool TakeItem(ref Utf8JsonReader reader, long offset)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                _start = offset + reader.TokenStartIndex;
                return true;
            case JsonTokenType.EndObject:
                _items.Add((_start, checked((int)(offset + reader.BytesConsumed - _start))));
                return true;
            default:
                return false;
        }
    }
}

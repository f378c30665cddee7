using System.Text;
using System.Text.Json;
using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>Reads one or several concatenated JSON values.</summary>
internal sealed class JsonDocumentReader
{
    private readonly List<DocumentError> _errors = [];
    private readonly DocumentScratch _scratch;
    private readonly Cursor _cursor;
    private readonly ReadBudget _budget;

    private JsonDocumentReader(ReadOnlyMemory<byte> utf8, TextPosition start, ReadBudget budget, DocumentScratch scratch)
    {
        _cursor = new Cursor(utf8, start);
        _budget = budget;
        _scratch = scratch;
    }

    /// <summary>Reads all values of a text.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    /// <param name="budget">The time that is left.</param>
    /// <param name="unread">The fields that are passed over.</param>
    public static DocumentSet Read(ReadOnlyMemory<byte> utf8, ReadBudget budget, PassedOver? unread = null) =>
        ReadPart(utf8, new TextPosition(1, 1), budget, new DocumentScratch(), unread);

    /// <summary>Reads a value out of a longer text.</summary>
    /// <param name="utf8">The value's bytes, valid UTF-8.</param>
    /// <param name="start">Where they begin in the text.</param>
    /// <param name="budget">The time that is left for the text.</param>
    /// <param name="scratch">What the values of the text share.</param>
    /// <param name="unread">The fields that are passed over.</param>
    public static DocumentSet ReadPart(
        ReadOnlyMemory<byte> utf8, TextPosition start, ReadBudget budget, DocumentScratch scratch, PassedOver? unread) =>
        new JsonDocumentReader(utf8, start, budget, scratch).ReadAll(utf8.Span, unread);

    /// <summary>Whether a text that is no JSON is the beginning of some: then it is not YAML either, however long it is.</summary>
    public static bool IsCutOff(ReadOnlyMemory<byte> utf8, ReadBudget budget)
    {
        var reader = new Utf8JsonReader(
            utf8.Span, isFinalBlock: false,
            new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = budget.Limits.MaxDepth }));
        try
        {
            while (reader.Read())
            {
            }

            return reader.CurrentDepth > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private DocumentSet ReadAll(ReadOnlySpan<byte> utf8, PassedOver? unread)
    {
        var documents = new List<DocumentNode>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = _budget.Limits.MaxDepth });
        try
        {
            while (reader.Read())
            {
                documents.Add(ReadValue(ref reader, unread));
            }
        }
        catch (JsonException e)
        {
            _errors.Keep(new DocumentError(_cursor.At(e), $"The text is not JSON: {Brief(e.Message)}"));
        }
        catch (InvalidOperationException e)
        {
            // A text with a lone surrogate is JSON by its grammar but not a text.
            _errors.Keep(new DocumentError(_cursor.Position, $"The text is not JSON: {Brief(e.Message)}"));
        }

        return new DocumentSet(documents, _errors);
    }

    private DocumentNode ReadValue(ref Utf8JsonReader reader, PassedOver? unread)
    {
        if (_budget.SpendsLast())
        {
            throw new JsonException(_budget.Message);
        }

        TextPosition position = _cursor.MoveTo((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, position, unread);
            case JsonTokenType.StartArray:
                List<DocumentNode> items = _scratch.Items;
                int first = items.Count;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader, unread));
                }

                return new SequenceNode(position, _scratch.TakeItems(first));
            case JsonTokenType.String:
                return new ScalarNode(position, ScalarKind.Text, Text(ref reader));
            case JsonTokenType.Number:
                string number = _scratch.Texts.Of(reader.ValueSpan);
                return new ScalarNode(position, number.AsSpan().IndexOfAny(".eE") < 0 ? ScalarKind.Integer : ScalarKind.Real, number);
            case JsonTokenType.True:
                return new ScalarNode(position, ScalarKind.Boolean, "true");
            case JsonTokenType.False:
                return new ScalarNode(position, ScalarKind.Boolean, "false");
            default:
                return new ScalarNode(position, ScalarKind.Null, "");
        }
    }

    private MappingNode ReadObject(ref Utf8JsonReader reader, TextPosition position, PassedOver? unread)
    {
        int first = _scratch.Entries.Count;
        MappingEntries? many = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            TextPosition keyPosition = _cursor.MoveTo((int)reader.TokenStartIndex);
            string key = Text(ref reader);
            reader.Read();
            PassedOver? inner = unread?.In(key);
            if (inner is { IsAll: true })
            {
                reader.Skip();
                continue;
            }

            var entry = new MappingEntry(key, keyPosition, ReadValue(ref reader, inner));
            if (many is not null)
            {
                many.Add(entry, _errors);
            }
            else if (!_scratch.Add(entry, first, _errors))
            {
                many = new MappingEntries(_scratch.TakeEntries(first));
            }
        }

        return new MappingNode(position, many?.ToArray() ?? _scratch.TakeEntries(first));
    }

    private string Text(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? reader.GetString()! : _scratch.Texts.Of(reader.ValueSpan);

    private static string Brief(string message)
    {
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    /// <summary>Turns byte offsets that only grow into lines and columns, looking at every byte once.</summary>
    private sealed class Cursor(ReadOnlyMemory<byte> text, TextPosition start)
    {
        private readonly TextPosition _start = start;
        private int _offset;

        public TextPosition Position { get; private set; } = start;

        public TextPosition MoveTo(int offset)
        {
            Position = Position.After(text.Span[_offset..offset]);
            _offset = offset;
            return Position;
        }

        /// <summary>Where the reader failed; what it was not told is where it had come to.</summary>
        public TextPosition At(JsonException e)
        {
            if (e.LineNumber is not { } line)
            {
                return Position;
            }

            ReadOnlySpan<byte> rest = text.Span;
            for (long i = 0; i < line; i++)
            {
                rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
            }

            int column = (int)Math.Min(e.BytePositionInLine ?? 0, rest.Length);
            return new TextPosition(
                _start.Line + (int)line, (line == 0 ? _start.Column : 1) + Encoding.UTF8.GetCharCount(rest[..column]));
        }
    }
}

using System.Text;
using System.Text.Json;
using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>Reads one or several concatenated JSON values.</summary>
internal static class JsonDocumentReader
{
    public static DocumentSet Read(ReadOnlyMemory<byte> utf8, ReadBudget budget)
    {
        var documents = new List<DocumentNode>();
        var errors = new List<DocumentError>();
        var cursor = new Cursor(utf8);
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = budget.Limits.MaxDepth });
        try
        {
            while (reader.Read())
            {
                documents.Add(ReadValue(ref reader, cursor, errors, budget));
            }
        }
        catch (JsonException e)
        {
            errors.Keep(new DocumentError(Cursor.At(utf8.Span, e), $"The text is not JSON: {Brief(e.Message)}"));
        }
        catch (InvalidOperationException e)
        {
            // A text with a lone surrogate is JSON by its grammar but not a text.
            errors.Keep(new DocumentError(cursor.Position, $"The text is not JSON: {Brief(e.Message)}"));
        }

        return new DocumentSet(documents, errors);
    }

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

    private static DocumentNode ReadValue(ref Utf8JsonReader reader, Cursor cursor, List<DocumentError> errors, ReadBudget budget)
    {
        if (budget.SpendsLast())
        {
            throw new JsonException(budget.Message, null, cursor.Position.Line - 1, cursor.Position.Column - 1);
        }

        TextPosition position = cursor.MoveTo((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, cursor, errors, position, budget);
            case JsonTokenType.StartArray:
                var items = new List<DocumentNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader, cursor, errors, budget));
                }

                return new SequenceNode(position, [.. items]);
            case JsonTokenType.String:
                return new ScalarNode(position, ScalarKind.Text, reader.GetString()!);
            case JsonTokenType.Number:
                string number = Encoding.UTF8.GetString(reader.ValueSpan);
                return new ScalarNode(position, number.AsSpan().IndexOfAny(".eE") < 0 ? ScalarKind.Integer : ScalarKind.Real, number);
            case JsonTokenType.True:
                return new ScalarNode(position, ScalarKind.Boolean, "true");
            case JsonTokenType.False:
                return new ScalarNode(position, ScalarKind.Boolean, "false");
            default:
                return new ScalarNode(position, ScalarKind.Null, "");
        }
    }

    private static MappingNode ReadObject(
        ref Utf8JsonReader reader, Cursor cursor, List<DocumentError> errors, TextPosition position, ReadBudget budget)
    {
        var entries = new MappingEntries();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            TextPosition keyPosition = cursor.MoveTo((int)reader.TokenStartIndex);
            string key = reader.GetString()!;
            reader.Read();
            entries.Add(new MappingEntry(key, keyPosition, ReadValue(ref reader, cursor, errors, budget)), errors);
        }

        return new MappingNode(position, entries.ToArray());
    }

    private static string Brief(string message)
    {
        int end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    /// <summary>Turns byte offsets that only grow into lines and columns, looking at every byte once.</summary>
    private sealed class Cursor(ReadOnlyMemory<byte> text)
    {
        private int _offset;

        public TextPosition Position { get; private set; } = new(1, 1);

        public TextPosition MoveTo(int offset)
        {
            ReadOnlySpan<byte> passed = text.Span[_offset..offset];
            int lines = passed.Count((byte)'\n');
            ReadOnlySpan<byte> onLine = lines == 0 ? passed : passed[(passed.LastIndexOf((byte)'\n') + 1)..];
            int column = (lines == 0 ? Position.Column : 1) + Encoding.UTF8.GetCharCount(onLine);
            _offset = offset;
            return Position = new TextPosition(Position.Line + lines, column);
        }

        public static TextPosition At(ReadOnlySpan<byte> utf8, JsonException e)
        {
            long line = e.LineNumber ?? 0;
            int start = 0;
            for (long i = 0; i < line; i++)
            {
                start += utf8[start..].IndexOf((byte)'\n') + 1;
            }

            int column = (int)Math.Min(e.BytePositionInLine ?? 0, utf8.Length - start);
            return new TextPosition((int)line + 1, Encoding.UTF8.GetCharCount(utf8.Slice(start, column)) + 1);
        }
    }
}

using System.Runtime.InteropServices;
using System.Text;
using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <content>Keys and scalars in blocks.</content>
internal ref partial struct Utf8YamlReader
{
    // Longer ones may be no keys on one line (YAML 1.2, section 7.4.2).
    private const int LongestKey = 1000;

    /// <summary>The key at a place; of length 0 where there is none that is simple.</summary>
    private readonly YamlKey FindKey(int at)
    {
        ReadOnlySpan<byte> rest = _text[at.._end];
        if (rest[0] is (byte)'"' or (byte)'\'')
        {
            int close = rest[1..].IndexOf(rest[0]) + 1;
            bool isKey = close > 1 && close + 1 < rest.Length && rest[close + 1] == ':'
                && (close + 2 == rest.Length || rest[close + 2] == ' ') && IsSimple(rest[1..close]) && !rest[1..close].Contains((byte)'\\');
            return isKey ? new YamlKey(at, at + 1, close - 1, at + close + 2) : default;
        }

        if (!IsPlainStart(rest))
        {
            return default;
        }

        int colon = FindColon(rest);
        bool isPlain = colon > 0 && IsSimple(rest[..colon]) && rest[colon - 1] != ' ' && rest[..colon].IndexOf(" #"u8) < 0;
        return isPlain ? new YamlKey(at, at, colon, at + colon + 1) : default;
    }

    // A colon with a blank or nothing behind it.
    private static int FindColon(ReadOnlySpan<byte> text)
    {
        for (int at = 0; ;)
        {
            int next = text[at..].IndexOf((byte)':');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (at + 1 == text.Length || text[at + 1] == ' ')
            {
                return at;
            }

            at++;
        }
    }

    // Columns are counted in characters, so keys beyond ASCII are not for this reader.
    private static bool IsSimple(ReadOnlySpan<byte> key) => key.Length <= LongestKey && Ascii.IsValid(key) && !key.Contains((byte)'\t');

    private static bool IsPlainStart(ReadOnlySpan<byte> text) => text[0] switch
    {
        (byte)'-' => text.Length > 1 && text[1] != ' ' && text[1] != '\t',
        (byte)'?' or (byte)':' or (byte)',' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'#' or (byte)'&' or (byte)'*'
            or (byte)'!' or (byte)'|' or (byte)'>' or (byte)'\'' or (byte)'"' or (byte)'%' or (byte)'@' or (byte)'`' or (byte)'\t' => false,
        _ => true,
    };

    /// <summary>A value on the line of its key or dash.</summary>
    private DocumentNode? ReadInline(int at, int column, int depth)
    {
        DocumentNode? read = !Spend(depth) ? null : _text[at] switch
        {
            (byte)'"' or (byte)'\'' => ReadQuotedLine(at),
            (byte)'|' => ReadLiteral(at, column),
            (byte)'{' or (byte)'[' => ReadFlowLine(at, depth),
            _ => ReadPlain(at),
        };
        // What follows deeper would be a part of the value, or a fault.
        return read is not null && MoveNext() && _indent <= column ? read : null;
    }

    private readonly ScalarNode? ReadPlain(int at)
    {
        ReadOnlySpan<byte> text = _text[at.._end];
        if (!IsPlainStart(text))
        {
            return null;
        }

        int comment = text.IndexOf(" #"u8);
        text = (comment < 0 ? text : text[..comment]).TrimEnd((byte)' ');
        return text.Contains((byte)'\t') || FindColon(text) >= 0 ? null : YamlScalar.Resolve(Position(at), _scratch.Texts.Of(text));
    }

    private readonly ScalarNode? ReadQuotedLine(int at)
    {
        TextPosition position = Position(at);
        return ReadQuoted(ref at) is { } text && EndsLine(at) ? new ScalarNode(position, ScalarKind.Text, text) : null;
    }

    private readonly bool EndsLine(int at)
    {
        int next = SkipSpaces(at);
        return next == _end || (_text[next] == '#' && next > at);
    }

    /// <summary>A quoted text on one line; null where it has another end or an escape that is rare.</summary>
    private readonly string? ReadQuoted(ref int at)
    {
        byte quote = _text[at++];
        int start = at;
        List<byte> bytes = _scratch.Bytes;
        bytes.Clear();
        while (true)
        {
            int length = quote == '"' ? _text[at.._end].IndexOfAny((byte)'"', (byte)'\\') : _text[at.._end].IndexOf((byte)'\'');
            if (length < 0)
            {
                return null;
            }

            int next = at + length + 1;
            bool isPair = quote == '\'' && next < _end && _text[next] == '\'';
            if (_text[next - 1] == quote && !isPair)
            {
                ReadOnlySpan<byte> last = _text[at..(next - 1)];
                bool isWhole = at == start;
                at = next;
                if (isWhole)
                {
                    return _scratch.Texts.Of(last);
                }

                bytes.AddRange(last);
                return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(bytes));
            }

            if (next == _end || Unescape(quote, _text[next]) is not { } unit)
            {
                return null;
            }

            bytes.AddRange(_text[at..(next - 1)]);
            bytes.Add(unit);
            at = next + 1;
        }
    }

    private static byte? Unescape(byte quote, byte escaped) => (quote, escaped) switch
    {
        ((byte)'\'', (byte)'\'') or ((byte)'"', (byte)'"' or (byte)'\\' or (byte)'/') => escaped,
        ((byte)'"', (byte)'n') => (byte)'\n',
        ((byte)'"', (byte)'t') => (byte)'\t',
        _ => null,
    };

    /// <summary>A literal text; the line that is read is then its last one.</summary>
    private ScalarNode? ReadLiteral(int at, int column)
    {
        TextPosition position = Position(at);
        ReadOnlySpan<byte> header = _text[at.._end].TrimEnd((byte)' ');
        if (!header.SequenceEqual("|"u8) && !header.SequenceEqual("|-"u8) && !header.SequenceEqual("|+"u8))
        {
            return null;
        }

        List<byte> bytes = _scratch.Bytes;
        bytes.Clear();
        int indent = -1;
        int kept = 0;
        while (_end < _text.Length && _end + 1 < _text.Length)
        {
            int start = _end + 1;
            int length = _text[start..].IndexOf((byte)'\n');
            if (length < 0)
            {
                return null;
            }

            ReadOnlySpan<byte> line = _text.Slice(start, length);
            int spaces = line.IndexOfAnyExcept((byte)' ');
            if (spaces >= 0 && spaces < Math.Max(indent, column + 1))
            {
                break;
            }

            // Blanks before the first line may say how deep it has to stand.
            if (indent < 0 && (spaces < 0 ? length > 0 : line[spaces] == '\t'))
            {
                return null;
            }

            indent = indent < 0 ? spaces : indent;

            if (indent >= 0 && length > indent)
            {
                bytes.AddRange(line[indent..]);
            }

            bytes.Add((byte)'\n');
            kept = indent >= 0 && length > indent ? bytes.Count : kept;
            (_start, _end) = (start, start + length);
            _line++;
        }

        // Without an own line there is nothing to tell the ends by.
        return kept == 0 ? null : new ScalarNode(position, ScalarKind.Text, Encoding.UTF8.GetString(Ended(header, bytes, kept)));
    }

    private static ReadOnlySpan<byte> Ended(ReadOnlySpan<byte> header, List<byte> bytes, int kept) => header[^1] switch
    {
        (byte)'+' => CollectionsMarshal.AsSpan(bytes),
        (byte)'-' => CollectionsMarshal.AsSpan(bytes)[..(kept - 1)],
        _ => CollectionsMarshal.AsSpan(bytes)[..kept],
    };
}

using System.Text;
using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <content>Mappings and sequences between braces and brackets, on one line.</content>
internal ref partial struct Utf8YamlReader
{
    private readonly DocumentNode? ReadFlowLine(int at, int depth) =>
        Ascii.IsValid(_text[at.._end]) && !_text[at.._end].Contains((byte)'\t')
        && ReadFlow(ref at, depth) is { } node && EndsLine(at) ? node : null;

    private readonly DocumentNode? ReadFlow(ref int at, int depth)
    {
        if (at >= _end)
        {
            return null;
        }

        TextPosition position = Position(at);
        switch (_text[at])
        {
            case (byte)'{':
                return Spend(depth) ? ReadFlowMapping(ref at, depth) : null;
            case (byte)'[':
                return Spend(depth) ? ReadFlowSequence(ref at, depth) : null;
            case (byte)'"' or (byte)'\'':
                return ReadQuoted(ref at) is { } quoted ? new ScalarNode(position, ScalarKind.Text, quoted) : null;
            default:
                return ReadFlowPlain(ref at) is { } plain ? YamlScalar.Resolve(position, plain) : null;
        }
    }

    private readonly MappingNode? ReadFlowMapping(ref int at, int depth)
    {
        TextPosition position = Position(at);
        int first = _scratch.Entries.Count;
        at = SkipSpaces(at + 1);
        while (at < _end && _text[at] != '}')
        {
            TextPosition key = Position(at);
            string? name = _text[at] is (byte)'"' or (byte)'\'' ? ReadQuoted(ref at) : ReadFlowPlain(ref at);
            // A colon needs a blank behind it, but after quotes.
            if (name is null or "<<" || at + 1 >= _end || _text[at] != ':' || _text[at + 1] != ' ')
            {
                return null;
            }

            at = SkipSpaces(at + 1);
            if (ReadFlow(ref at, depth + 1) is not { } value || !_scratch.Add(new MappingEntry(name, key, value), first, _scratch.Errors)
                || !Separate(ref at, (byte)'}'))
            {
                return null;
            }
        }

        if (at >= _end)
        {
            return null;
        }

        at++;
        return new MappingNode(position, _scratch.TakeEntries(first));
    }

    private readonly SequenceNode? ReadFlowSequence(ref int at, int depth)
    {
        TextPosition position = Position(at);
        int first = _scratch.Items.Count;
        at = SkipSpaces(at + 1);
        while (at < _end && _text[at] != ']')
        {
            if (ReadFlow(ref at, depth + 1) is not { } item)
            {
                return null;
            }

            _scratch.Items.Add(item);
            if (!Separate(ref at, (byte)']'))
            {
                return null;
            }
        }

        if (at >= _end)
        {
            return null;
        }

        at++;
        return new SequenceNode(position, _scratch.TakeItems(first));
    }

    // To the next value after a comma, or to the end; a comma before the end is left to YamlDotNet.
    private readonly bool Separate(ref int at, byte end)
    {
        at = SkipSpaces(at);
        if (at < _end && _text[at] == ',')
        {
            at = SkipSpaces(at + 1);
            return at < _end && _text[at] != end;
        }

        return at < _end && _text[at] == end;
    }

    private readonly string? ReadFlowPlain(ref int at)
    {
        ReadOnlySpan<byte> text = _text[at.._end];
        int length = text.IndexOfAny(",[]{}"u8);
        text = length < 0 ? text : text[..length];
        int colon = text.IndexOf((byte)':');
        text = (colon < 0 ? text : text[..colon]).TrimEnd((byte)' ');
        if (text.IsEmpty || !IsPlainStart(text) || text.Contains((byte)'#'))
        {
            return null;
        }

        at = colon < 0 ? SkipSpaces(at + text.Length) : at + colon;
        return _scratch.Texts.Of(text);
    }
}

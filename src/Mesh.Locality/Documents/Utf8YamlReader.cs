using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>
/// Reads the YAML that people and tools write for Kubernetes straight from UTF-8: mappings and sequences in blocks, plain and quoted
/// texts on one line, literal texts, flow collections on one line, comments.
/// </summary>
/// <remarks>
/// Written here because a parser of all of YAML is eight times slower. Whatever is not certain to mean the same to YamlDotNet (anchors,
/// tags, merges, texts over several lines, tabs, faults) is not read here: the whole document is handed over to
/// <see cref="YamlDocumentReader"/>, so there is one answer and one text for each fault.
/// </remarks>
internal ref partial struct Utf8YamlReader
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly int _firstLine;
    private readonly ReadBudget _budget;
    private readonly DocumentScratch _scratch;

    // The line that is read, which holds something else than blanks and comments.
    private int _line = -1;
    private int _start;
    private int _end = -1;
    private int _indent;

    private Utf8YamlReader(ReadOnlySpan<byte> text, int firstLine, ReadBudget budget, DocumentScratch scratch)
    {
        _text = text;
        _firstLine = firstLine;
        _budget = budget;
        _scratch = scratch;
    }

    private readonly bool IsAtEnd => _indent < 0;

    private readonly int At => _start + _indent;

    /// <summary>Reads a document; false where that is YamlDotNet's.</summary>
    /// <param name="chunk">The document, with its marker.</param>
    /// <param name="budget">The time that is left.</param>
    /// <param name="scratch">Lists and texts that one file's documents share.</param>
    /// <param name="root">The document; null where there is none.</param>
    public static bool TryRead(YamlChunk chunk, ReadBudget budget, DocumentScratch scratch, out DocumentNode? root)
    {
        root = null;
        ReadOnlySpan<byte> text = chunk.Utf8.Span;
        if (!YamlBytes.AreSimple(text))
        {
            return false;
        }

        scratch.Clear();
        var reader = new Utf8YamlReader(text, chunk.FirstLine, budget, scratch);
        if (!reader.MoveNext() || (!reader.IsAtEnd && reader.StartsDocument && !reader.SkipMarker()))
        {
            return false;
        }

        if (reader.IsAtEnd)
        {
            return true;
        }

        root = reader.ReadBlock(0);
        return root is not null && reader.IsAtEnd;
    }

    private readonly bool StartsDocument =>
        _indent == 0 && _text[_start..].StartsWith("---"u8) && (_start + 3 == _end || _text[_start + 3] == ' ');

    private bool SkipMarker()
    {
        int at = SkipSpaces(_start + 3);
        return (at == _end || (_text[at] == '#' && at > _start + 3)) && MoveNext();
    }

    /// <summary>Moves to the next line with content; false where that is not for this reader.</summary>
    private bool MoveNext()
    {
        while (_end < _text.Length)
        {
            _start = _end + 1;
            if (_start >= _text.Length)
            {
                break;
            }

            _line++;
            int length = _text[_start..].IndexOf((byte)'\n');
            _end = length < 0 ? _text.Length : _start + length;
            int at = SkipSpaces(_start);
            if (at == _end || _text[at] == '#')
            {
                continue;
            }

            _indent = at - _start;
            return _text[at] is not ((byte)'\t' or (byte)'%') && (_indent > 0 || !_text[at..].StartsWith("..."u8));
        }

        _indent = -1;
        return true;
    }

    private DocumentNode? ReadBlock(int depth) =>
        IsEntry(At) ? ReadSequence(At, depth)
        : FindKey(At) is { Length: > 0 } key ? ReadMapping(key, depth)
        : null;

    private SequenceNode? ReadSequence(int at, int depth)
    {
        if (!Spend(depth))
        {
            return null;
        }

        TextPosition position = Position(at);
        int column = at - _start;
        List<DocumentNode> items = _scratch.Items;
        int first = items.Count;
        while (true)
        {
            if (ReadEntry(at, column, depth) is not { } item)
            {
                return null;
            }

            items.Add(item);
            if (_indent < column || !IsEntry(At))
            {
                break;
            }

            if (_indent > column)
            {
                return null;
            }

            at = At;
        }

        if (_indent > column)
        {
            return null;
        }

        return new SequenceNode(position, _scratch.TakeItems(first));
    }

    private DocumentNode? ReadEntry(int dash, int column, int depth)
    {
        int at = SkipSpaces(dash + 1);
        if (IsBlankFrom(at))
        {
            TextPosition position = Position(dash + 1);
            return !MoveNext() ? null : _indent > column ? ReadBlock(depth + 1) : Null(position, depth + 1);
        }

        return IsEntry(at) ? ReadSequence(at, depth + 1)
            : FindKey(at) is { Length: > 0 } key ? ReadMapping(key, depth + 1)
            : ReadInline(at, column, depth + 1);
    }

    private MappingNode? ReadMapping(YamlKey key, int depth)
    {
        if (!Spend(depth))
        {
            return null;
        }

        TextPosition position = Position(key.Start);
        int column = key.Start - _start;
        List<MappingEntry> entries = _scratch.Entries;
        int first = entries.Count;
        while (true)
        {
            TextPosition at = Position(key.Start);
            string name = _scratch.Texts.Of(_text.Slice(key.TextStart, key.Length));
            if (name == "<<" || ReadValue(key.After, column, depth + 1) is not { } value)
            {
                return null;
            }

            if (!_scratch.Add(new MappingEntry(name, at, value), first, _scratch.Errors))
            {
                return null;
            }

            if (_indent < column)
            {
                break;
            }

            if (_indent > column || IsEntry(At) || FindKey(At) is not { Length: > 0 } next)
            {
                return null;
            }

            key = next;
        }

        return new MappingNode(position, _scratch.TakeEntries(first));
    }

    private DocumentNode? ReadValue(int afterColon, int column, int depth)
    {
        int at = SkipSpaces(afterColon);
        if (!IsBlankFrom(at))
        {
            return ReadInline(at, column, depth);
        }

        TextPosition position = Position(afterColon);
        return !MoveNext() ? null
            : _indent > column ? ReadBlock(depth)
            : _indent == column && IsEntry(At) ? ReadSequence(At, depth)
            : Null(position, depth);
    }

    private readonly ScalarNode? Null(TextPosition position, int depth) =>
        Spend(depth) ? new ScalarNode(position, ScalarKind.Null, "") : null;

    // Too deep or too long: YamlDotNet's reader says so.
    private readonly bool Spend(int depth) => depth <= _budget.Limits.MaxDepth && !_budget.SpendsLast();

    private readonly bool IsEntry(int at) => at < _end && _text[at] == '-' && (at + 1 == _end || _text[at + 1] == ' ');

    private readonly bool IsBlankFrom(int at) => at == _end || (_text[at] == '#' && _text[at - 1] == ' ');

    private readonly int SkipSpaces(int at)
    {
        while (at < _end && _text[at] == ' ')
        {
            at++;
        }

        return at;
    }

    private readonly TextPosition Position(int at) => new(_firstLine + _line + 1, at - _start + 1);
}

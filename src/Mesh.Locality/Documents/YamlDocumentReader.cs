using Mesh.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mesh.Documents;

/// <summary>
/// Reads YAML document by document: what is simple by <see cref="Utf8YamlReader"/>, all else by the events of YamlDotNet's parser.
/// </summary>
internal sealed class YamlDocumentReader
{
    private readonly int _firstLine;
    private readonly Parser _parser;
    private readonly List<DocumentError> _errors;
    private readonly ReadBudget _budget;
    private readonly Dictionary<string, DocumentNode> _anchors = new(StringComparer.Ordinal);
    private long _written;
    private long _bytes;
    private long _inherited;

    private YamlDocumentReader(YamlChunk chunk, List<DocumentError> errors, ReadBudget budget)
    {
        _budget = budget;
        _firstLine = chunk.FirstLine;
        _parser = new Parser(new StringReader(chunk.Text));
        _errors = errors;
    }

    /// <summary>Reads all documents of a text.</summary>
    /// <param name="utf8">Valid UTF-8 without NUL and byte order mark.</param>
    /// <param name="budget">The time that is left.</param>
    /// <param name="asEvents">Whether YamlDotNet reads everything, to compare the two.</param>
    public static DocumentSet Read(ReadOnlyMemory<byte> utf8, ReadBudget budget, bool asEvents = false)
    {
        var scratch = new DocumentScratch();
        var documents = new List<DocumentNode>();
        var errors = new List<DocumentError>();
        foreach (YamlChunk chunk in YamlChunk.Split(utf8))
        {
            if (budget.IsSpent)
            {
                errors.Keep(new DocumentError(new TextPosition(chunk.FirstLine + 1, 1), budget.Message));
                break;
            }

            if (asEvents || !Utf8YamlReader.TryRead(chunk, budget, scratch, out DocumentNode? root))
            {
                new YamlDocumentReader(chunk, errors, budget).ReadAll(documents);
            }
            else if (root is not null)
            {
                documents.Add(root);
                scratch.Errors.ForEach(errors.Keep);
            }
        }

        return new DocumentSet(documents, errors);
    }

    private void ReadAll(List<DocumentNode> documents)
    {
        try
        {
            _parser.Consume<StreamStart>();
            while (!_parser.TryConsume<StreamEnd>(out _))
            {
                _parser.Consume<DocumentStart>();
                DocumentNode root = ReadNode(0);
                _parser.Consume<DocumentEnd>();
                _anchors.Clear();
                if (root is not ScalarNode { Kind: ScalarKind.Null })
                {
                    documents.Add(root);
                }
            }
        }
        catch (YamlException e)
        {
            string reason = e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}";
            _errors.Keep(new DocumentError(At(e.Start), $"The text is not YAML: {reason}"));
        }
        catch (Exception e)
            when (e is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // YamlDotNet's scanner answers some malformed flow text with these instead of its own exception.
            _errors.Keep(new DocumentError(At(_parser.Current?.Start ?? Mark.Empty), $"The text is not YAML: {e.Message}"));
        }
    }

    private DocumentNode ReadNode(int depth)
    {
        if (depth > _budget.Limits.MaxDepth)
        {
            throw new YamlException(
                _parser.Current!.Start, _parser.Current.End, $"Values are nested deeper than {_budget.Limits.MaxDepth} levels.");
        }

        if (_budget.SpendsLast())
        {
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, _budget.Message);
        }

        switch (_parser.Current)
        {
            case AnchorAlias alias:
                _parser.MoveNext();
                return _anchors.TryGetValue(alias.Value.Value, out DocumentNode? target)
                    ? target
                    : throw new YamlException(alias.Start, alias.End, $"The alias '{alias.Value.Value}' stands for nothing.");
            case Scalar scalar:
                _parser.MoveNext();
                return Keep(scalar, ReadScalar(scalar));
            case SequenceStart sequence:
                _parser.MoveNext();
                var items = new List<DocumentNode>();
                while (!_parser.TryConsume<SequenceEnd>(out _))
                {
                    items.Add(ReadNode(depth + 1));
                }

                return Keep(sequence, new SequenceNode(At(sequence.Start), [.. items]));
            case MappingStart mapping:
                _parser.MoveNext();
                return Keep(mapping, ReadMapping(mapping, depth));
            default:
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "A value is missing.");
        }
    }

    private MappingNode ReadMapping(MappingStart start, int depth)
    {
        var entries = new MappingEntries();
        var merged = new List<MappingEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            ParsingEvent key = _parser.Current!;
            string text = key is Scalar scalar
                ? scalar.Value
                : throw new YamlException(key.Start, key.End, "A key must be a text.");
            _parser.MoveNext();
            // What is written out is what the text itself has: the keys of a value count once, with the mapping that they are read in.
            _bytes += text.Length + 1;
            var entry = new MappingEntry(text, At(key.Start), ReadNode(depth + 1));
            if (text == "<<" && ((Scalar)key).Style == ScalarStyle.Plain)
            {
                merged.Add(entry);
            }
            else
            {
                entries.Add(entry, _errors);
            }
        }

        foreach (MappingEntry inherited in merged.SelectMany(entry => YamlMerge.Entries(entry, _errors)))
        {
            // What is there already adds nothing to the document, and is looked at all the same.
            if (++_inherited - _written > DocumentLimits.RepeatedSize)
            {
                throw new YamlException(
                    start.Start, start.End, $"The document's merge keys repeat more than {DocumentLimits.RepeatedSize} values.");
            }

            entries.AddUnlessThere(inherited);
        }

        return new MappingNode(At(start.Start), entries.ToArray());
    }

    private ScalarNode ReadScalar(Scalar scalar)
    {
        TextPosition position = At(scalar.Start);
        bool tagged = !scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific;
        return !tagged && scalar.Style is ScalarStyle.Plain ? YamlScalar.Resolve(position, scalar.Value)
            : !tagged ? new ScalarNode(position, ScalarKind.Text, scalar.Value)
            : YamlScalar.Tagged(position, scalar.Tag.Value, scalar.Value)
                ?? throw new YamlException(scalar.Start, scalar.End, $"The value '{scalar.Value}' is not of its tag '{scalar.Tag.Value}'.");
    }

    private DocumentNode Keep(NodeEvent source, DocumentNode node)
    {
        _written++;
        if (node.Size - _written > DocumentLimits.RepeatedSize)
        {
            throw new YamlException(
                source.Start, source.End, $"The document's aliases repeat more than {DocumentLimits.RepeatedSize} values.");
        }

        _bytes += node is ScalarNode ? node.Bytes : 1;
        if (node.Bytes - _bytes > _budget.Limits.MaxAliasBytes)
        {
            throw new YamlException(
                source.Start, source.End, $"The document's aliases repeat more than {_budget.Limits.MaxAliasBytes} bytes.");
        }

        if (!source.Anchor.IsEmpty)
        {
            _anchors[source.Anchor.Value] = node;
        }

        return node;
    }

    private TextPosition At(Mark mark) => new(_firstLine + (int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));
}

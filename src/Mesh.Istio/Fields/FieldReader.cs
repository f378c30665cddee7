using System.Globalization;
using Mesh.Documents;

namespace Mesh.Istio.Fields;

/// <summary>
/// Hands out the fields of one mapping by name and type, and reports whatever does not fit: wrong types, values that are not allowed, and,
/// at the end, every field that nobody asked for. After a finding the value handed out is a stand-in and the object it belongs to is
/// dropped.
/// </summary>
internal sealed class FieldReader(MappingNode mapping, FieldPath path, ReadContext context)
{
    private readonly List<string> _known = [];

    /// <summary>Fields that may be there and mean nothing to us.</summary>
    public void Ignore(params ReadOnlySpan<string> names) => _known.AddRange(names);

    /// <summary>Whatever nobody has asked for yet; it is known then.</summary>
    public IReadOnlyList<MappingEntry> Others()
    {
        MappingEntry[] others = [.. mapping.Entries.Where(entry => !_known.Contains(entry.Key))];
        _known.AddRange(others.Select(entry => entry.Key));
        return others;
    }

    /// <summary>Whatever the mapping holds means nothing to us.</summary>
    public void IgnoreAll() => _known.AddRange(mapping.Entries.Select(entry => entry.Key));

    /// <summary>Which of the fields of a one-of is set; null when none is. Two at once are an error.</summary>
    public string? OneOf(params ReadOnlySpan<string> names)
    {
        string? set = null;
        foreach (string name in names)
        {
            if (Find(name) is not { } node)
            {
                continue;
            }

            if (set is not null)
            {
                string message = $"'{path.Field(name)}' is set although '{path.Field(set)}' is.";
                context.Report(FieldDiagnostics.SetTwice, node.Position, message, "Remove one of the two.");
                continue;
            }

            set = name;
        }

        return set;
    }

    /// <summary>The spelling in use of a field that Istio accepts under two names.</summary>
    public string Spelling(string name, string alternative) => OneOf(name, alternative) ?? name;

    public string? Text(string name) => TextNode(name)?.Text;

    public string RequiredText(string name) => IsSet(name) ? Text(name) ?? "" : "";

    public bool? Flag(string name) => Find(name) switch
    {
        null => null,
        ScalarNode { Kind: ScalarKind.Boolean } scalar => scalar.Text == "true",
        { } node => WrongType<bool>(node, path.Field(name), "true or false"),
    };

    public uint? UInt32(string name) => Find(name) is { } node ? (uint?)Whole(node, path.Field(name), 0, uint.MaxValue) : null;

    public uint RequiredUInt32(string name) => IsSet(name) ? UInt32(name) ?? 0 : 0;

    public ulong? UInt64(string name) => Find(name) is { } node ? (ulong?)Whole(node, path.Field(name), 0, ulong.MaxValue) : null;

    public int? Int32(string name) => Find(name) is { } node ? (int?)Whole(node, path.Field(name), int.MinValue, int.MaxValue) : null;

    public double? Real(string name) => Find(name) switch
    {
        null => null,
        ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Real } scalar
            when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                && double.IsFinite(value) => value,
        { } node => WrongType<double>(node, path.Field(name), "a number"),
    };

    public TimeSpan? Duration(string name)
    {
        if (TextNode(name, "a duration such as 5s") is not { } node)
        {
            return null;
        }

        if (!GoDuration.TryParse(node.Text, out TimeSpan value))
        {
            string help = "Write a duration with units, such as 1h30m, 1.5s or 250ms; steps below 100ns are not kept.";
            NotAllowed(node, path.Field(name), node.Text, help);
        }

        return value;
    }

    public TimeSpan RequiredDuration(string name) => IsSet(name) ? Duration(name) ?? default : default;

    public T? Choice<T>(string name, EnumNames<T> names)
        where T : struct, Enum
    {
        if (TextNode(name) is not { } node)
        {
            return null;
        }

        if (!names.TryParse(node.Text, out T value))
        {
            NotAllowed(node, path.Field(name), node.Text, $"Write one of {names}.");
        }

        return value;
    }

    public ValueList<byte> Base64(string name)
    {
        if (TextNode(name) is not { } node)
        {
            return default;
        }

        byte[] bytes = new byte[node.Text.Length];
        if (!Convert.TryFromBase64String(node.Text, bytes, out int length))
        {
            NotAllowed(node, path.Field(name), node.Text, "Write the bytes in base64.");
        }

        return ValueList.Create<byte>(bytes.AsSpan(0, length));
    }

    public ValueList<string> Texts(string name) => Items(name, static (reader, node, at) => reader.TextOf(node, at));

    public ValueList<string> RequiredTexts(string name) => IsSet(name) ? Texts(name) : default;

    public ValueList<uint> UInt32s(string name) => Items(name, static (reader, node, at) => (uint)reader.Whole(node, at, 0, uint.MaxValue));

    public T? Message<T>(string name)
        where T : class, IMessage<T> => Find(name) is { } node ? MessageOf<T>(node, path.Field(name)) : null;

    public T RequiredMessage<T>(string name)
        where T : class, IMessage<T> => IsSet(name) ? Message<T>(name)! : null!;

    public ValueList<T> Messages<T>(string name)
        where T : class, IMessage<T> => Items(name, static (reader, node, at) => reader.MessageOf<T>(node, at)!);

    public ValueList<T> RequiredMessages<T>(string name)
        where T : class, IMessage<T> => IsSet(name) ? Messages<T>(name) : default;

    /// <summary>Tells an empty list from an absent one.</summary>
    public ValueList<T>? OptionalMessages<T>(string name)
        where T : class, IMessage<T> => Find(name) is null ? null : Messages<T>(name);

    public ValueMap<string> TextMap(string name) => Entries(name, static (reader, node, at) => reader.TextOf(node, at));

    public ValueMap<uint> UInt32Map(string name) =>
        Entries(name, static (reader, node, at) => (uint)reader.Whole(node, at, 0, uint.MaxValue));

    public ValueMap<T> MessageMap<T>(string name)
        where T : class, IMessage<T> => Entries(name, static (reader, node, at) => reader.MessageOf<T>(node, at)!);

    /// <summary>The mapping under a name as a reader of its own; null when it is absent or no mapping. Its caller ends it.</summary>
    public FieldReader? Fields(string name) => Find(name) switch
    {
        null => null,
        MappingNode node => new FieldReader(node, path.Field(name), context),
        { } node => WrongType<FieldReader>(node, path.Field(name), "a mapping"),
    };

    /// <summary>A reader of a mapping that is not there.</summary>
    public FieldReader Empty(string name) => new(new MappingNode(mapping.Position, []), path.Field(name), context);

    /// <summary>Reports every field that nobody asked for.</summary>
    public void End()
    {
        foreach (MappingEntry entry in mapping.Entries)
        {
            if (!_known.Contains(entry.Key))
            {
                context.Report(
                    FieldDiagnostics.UnknownField,
                    entry.KeyPosition,
                    $"The field '{path.Field(entry.Key)}' is unknown.",
                    FieldNames.Suggest(entry.Key, _known));
            }
        }
    }

    private DocumentNode? Find(string name)
    {
        _known.Add(name);
        return mapping.TryGet(name, out DocumentNode? node) && node is not ScalarNode { Kind: ScalarKind.Null } ? node : null;
    }

    private bool IsSet(string name)
    {
        if (Find(name) is not null)
        {
            return true;
        }

        context.Report(FieldDiagnostics.MissingField, mapping.Position, $"The field '{path.Field(name)}' is missing.", "Add it.");
        return false;
    }

    private ScalarNode? TextNode(string name, string wanted = "a text") => Find(name) switch
    {
        null => null,
        ScalarNode { Kind: ScalarKind.Text } scalar => scalar,
        { } node => WrongType<ScalarNode>(node, path.Field(name), wanted),
    };

    private string TextOf(DocumentNode node, FieldPath at) =>
        node is ScalarNode { Kind: ScalarKind.Text } scalar ? scalar.Text : WrongType<string>(node, at, "a text") ?? "";

    private Int128 Whole(DocumentNode node, FieldPath at, Int128 min, Int128 max)
    {
        if (node is not ScalarNode { Kind: ScalarKind.Integer or ScalarKind.Real } scalar
            || !NumberText.TryParseWhole(scalar.Text, out Int128 value))
        {
            return WrongType<long>(node, at, "a whole number");
        }

        if (value < min || value > max)
        {
            NotAllowed(node, at, scalar.Text, string.Create(CultureInfo.InvariantCulture, $"Write a whole number from {min} to {max}."));
            return 0;
        }

        return value;
    }

    private T? MessageOf<T>(DocumentNode node, FieldPath at)
        where T : class, IMessage<T>
    {
        if (node is not MappingNode fields)
        {
            return WrongType<T>(node, at, "a mapping");
        }

        var reader = new FieldReader(fields, at, context);
        T message = T.Read(reader);
        reader.End();
        return message;
    }

    private ValueList<T> Items<T>(string name, Func<FieldReader, DocumentNode, FieldPath, T> read)
    {
        if (Find(name) is not { } node)
        {
            return default;
        }

        FieldPath at = path.Field(name);
        if (node is not SequenceNode sequence)
        {
            WrongType<string>(node, at, "a list");
            return default;
        }

        var items = new T[sequence.Items.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = read(this, sequence.Items[i], at.Item(i));
        }

        return ValueList.Create<T>(items);
    }

    private ValueMap<T> Entries<T>(string name, Func<FieldReader, DocumentNode, FieldPath, T> read)
    {
        if (Find(name) is not { } node)
        {
            return default;
        }

        FieldPath at = path.Field(name);
        if (node is not MappingNode entries)
        {
            WrongType<string>(node, at, "a mapping");
            return default;
        }

        return entries.Entries.Select(entry => KeyValuePair.Create(entry.Key, read(this, entry.Value, at.Field(entry.Key)))).ToValueMap();
    }

    private T? WrongType<T>(DocumentNode node, FieldPath at, string wanted)
    {
        string found = node is ScalarNode { Kind: not ScalarKind.Null } scalar ? $"{scalar.KindName} ({FieldPath.Shorten(scalar.Text)})"
            : node.KindName;
        string help = wanted == "a text" && node is ScalarNode ? "Put it into quotes." : $"Write {wanted}.";
        context.Report(FieldDiagnostics.WrongType, node.Position, $"'{at}' must be {wanted} and is {found}.", help);
        return default;
    }

    private void NotAllowed(DocumentNode node, FieldPath at, string value, string help) =>
        context.Report(FieldDiagnostics.ValueNotAllowed, node.Position, $"'{at}' must not be '{FieldPath.Shorten(value)}'.", help);
}

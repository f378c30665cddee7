using System.Globalization;
using System.Runtime.InteropServices;
using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>
/// Reads the fields of a mapping. An absent field and one that is null are the same; a field of another type is reported and then as good
/// as absent.
/// </summary>
internal sealed class Fields
{
    private readonly MappingNode _node;
    private readonly string _name;
    private readonly Fields? _parent;
    private readonly FieldContext _context;

    public Fields(MappingNode node, FieldContext context)
        : this(node, "", null, context)
    {
    }

    private Fields(MappingNode node, string name, Fields? parent, FieldContext context) =>
        (_node, _name, _parent, _context) = (node, name, parent, context);

    public SourceLocation Place => _context.At(_node.Position);

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        ScalarNode { Kind: ScalarKind.Text } scalar => scalar.Text,
        DocumentNode other => Reject<string>(key, other, "a text"),
    };

    /// <summary>A text or a whole number as text.</summary>
    public string? TextOrNumber(string key) => Find(key) switch
    {
        null => null,
        ScalarNode { Kind: ScalarKind.Text or ScalarKind.Integer } scalar => scalar.Text,
        DocumentNode other => Reject<string>(key, other, "a text or a whole number"),
    };

    /// <summary>A text or a number of any kind, as it is written.</summary>
    public string? Amount(string key) => Find(key) switch
    {
        null => null,
        ScalarNode { Kind: ScalarKind.Text or ScalarKind.Integer or ScalarKind.Real } scalar => scalar.Text,
        DocumentNode other => Reject<string>(key, other, "a quantity"),
    };

    public bool? Flag(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case ScalarNode { Kind: ScalarKind.Boolean } scalar:
                return scalar.Text == "true";
            case DocumentNode other:
                Reject<string>(key, other, "true or false");
                return null;
        }
    }

    public int? Number(string key, int least, int most)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        if (node is ScalarNode { Kind: ScalarKind.Integer } scalar
            && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            && number >= least
            && number <= most)
        {
            return number;
        }

        Reject<string>(key, node, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
        return null;
    }

    public int? Port(string key) => Number(key, 1, 65535);

    public Fields? Mapping(string key) => Find(key) switch
    {
        null => null,
        MappingNode mapping => new Fields(mapping, key, this, _context),
        DocumentNode other => Reject<Fields>(key, other, "a mapping"),
    };

    /// <summary>A mapping whose wrong type was reported before.</summary>
    public Fields? MappingOrNull(string key) => Find(key) is MappingNode mapping ? new Fields(mapping, key, this, _context) : null;

    /// <summary>The mappings of a list.</summary>
    public IEnumerable<Fields> Mappings(string key)
    {
        foreach (DocumentNode item in List(key))
        {
            if (item is MappingNode mapping)
            {
                yield return new Fields(mapping, key, this, _context);
            }
            else
            {
                Reject<string>(key, item, "a list of mappings");
            }
        }
    }

    /// <summary>The entries of a mapping whose values are mappings.</summary>
    public IEnumerable<(string Key, Fields Value)> NamedMappings(string key)
    {
        if (Mapping(key) is not { } mapping)
        {
            yield break;
        }

        foreach (MappingEntry entry in mapping._node.Entries)
        {
            if (mapping.Mapping(entry.Key) is { } value)
            {
                yield return (entry.Key, value);
            }
        }
    }

    public ValueList<string> Texts(string key)
    {
        var texts = new List<string>();
        foreach (DocumentNode item in List(key))
        {
            if (item is ScalarNode { Kind: ScalarKind.Text } scalar)
            {
                texts.Add(scalar.Text);
            }
            else
            {
                Reject<string>(key, item, "a list of texts");
            }
        }

        return texts.ToValueList();
    }

    public ValueMap<string> TextMap(string key)
    {
        if (Mapping(key) is not { } mapping)
        {
            return default;
        }

        var entries = new List<KeyValuePair<string, string>>(mapping._node.Entries.Count);
        foreach (MappingEntry entry in mapping._node.Entries)
        {
            if (mapping.Text(entry.Key) is { } value)
            {
                entries.Add(new(entry.Key, value));
            }
        }

        return ValueMap.Create<string>(CollectionsMarshal.AsSpan(entries));
    }

    public ValueMap<int> NumberMap(string key, int least, int most)
    {
        if (Mapping(key) is not { } mapping)
        {
            return default;
        }

        var entries = new List<KeyValuePair<string, int>>();
        foreach (MappingEntry entry in mapping._node.Entries)
        {
            if (mapping.Number(entry.Key, least, most) is { } value)
            {
                entries.Add(new(entry.Key, value));
            }
        }

        return ValueMap.Create<int>(CollectionsMarshal.AsSpan(entries));
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether a field is there; reports when it is not.</summary>
    public bool Require(string key)
    {
        if (Has(key))
        {
            return true;
        }

        _context.Report(
            InventoryDiagnostics.MissingField,
            _node.Position,
            $"The field '{PathOf(key)}' of {_context.Subject} is absent; what it belongs to is left out.",
            "Read the object again, from a dump by kubectl get -o yaml or -o json.");
        return false;
    }

    /// <summary>Where a field's value stands; where the mapping stands when the field is absent.</summary>
    public SourceLocation PlaceOf(string key) => _context.At(_node.TryGet(key, out DocumentNode? value) ? value.Position : _node.Position);

    /// <summary>Where the values of some fields stand, as far as they are there.</summary>
    public ValueMap<TextPosition> PositionsOf(string[] keys)
    {
        List<KeyValuePair<string, TextPosition>>? found = null;
        foreach (string key in keys)
        {
            if (_node.TryGet(key, out DocumentNode? value))
            {
                (found ??= []).Add(new(key, value.Position));
            }
        }

        return found is null ? default : found.ToValueMap();
    }

    private DocumentNode? Find(string key) =>
        _node.TryGet(key, out DocumentNode? value) && value is not ScalarNode { Kind: ScalarKind.Null } ? value : null;

    private IReadOnlyList<DocumentNode> List(string key) => Find(key) switch
    {
        null => [],
        SequenceNode sequence => sequence.Items,
        DocumentNode other => Reject<IReadOnlyList<DocumentNode>>(key, other, "a list") ?? [],
    };

    private T? Reject<T>(string key, DocumentNode actual, string wanted)
        where T : class
    {
        string value = actual is ScalarNode { Kind: not ScalarKind.Null } scalar ? $" ('{FieldContext.Shorten(scalar.Text)}')" : "";
        _context.Report(
            InventoryDiagnostics.WrongField,
            actual.Position,
            $"The field '{PathOf(key)}' of {_context.Subject} must be {wanted}, not {actual.KindName}{value}; it is left out.",
            "Compare it with the object in the cluster: kubectl does not write such a dump by itself.");
        return null;
    }

    private string PathOf(string key)
    {
        string path = key;
        for (Fields? level = this; level is { _name.Length: > 0 }; level = level._parent)
        {
            path = $"{level._name}.{path}";
        }

        return path;
    }
}

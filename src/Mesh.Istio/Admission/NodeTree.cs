using System.Globalization;
using System.Text;
using Mesh.Diagnostics;
using Mesh.Documents;
using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Admission;

/// <summary>Takes the fields of an object as a tree: what an API server gets, whoever made the object.</summary>
internal sealed class NodeTree : FieldWriter
{
    private readonly Stack<(List<MappingEntry>? Fields, List<DocumentNode>? Items, string Key)> _open = new();
    private DocumentNode? _root;
    private string _key = "";

    /// <summary>The object with metadata and spec.</summary>
    public static MappingNode Of(IstioObject value)
    {
        var tree = new NodeTree();
        value.Write(tree);
        return (MappingNode)tree._root!;
    }

    public override void Key(ReadOnlySpan<byte> name) => _key = Encoding.UTF8.GetString(name);

    public override void Key(string name) => _key = name;

    public override void BeginObject() => _open.Push(([], null, _key));

    public override void EndObject()
    {
        (List<MappingEntry>? fields, _, _key) = _open.Pop();
        Add(new MappingNode(default, [.. fields!]));
    }

    public override void BeginList() => _open.Push((null, [], _key));

    public override void BeginItem()
    {
    }

    public override void EndList()
    {
        (_, List<DocumentNode>? items, _key) = _open.Pop();
        Add(new SequenceNode(default, [.. items!]));
    }

    public override void Value(string value) => Add(new ScalarNode(default, ScalarKind.Text, value));

    public override void Value(bool value) => Add(new ScalarNode(default, ScalarKind.Boolean, value ? "true" : "false"));

    public override void Value(long value) =>
        Add(new ScalarNode(default, ScalarKind.Integer, value.ToString(CultureInfo.InvariantCulture)));

    public override void Value(ulong value) =>
        Add(new ScalarNode(default, ScalarKind.Integer, value.ToString(CultureInfo.InvariantCulture)));

    public override void Value(double value) => Add(new ScalarNode(default, ScalarKind.Real, value.ToString(CultureInfo.InvariantCulture)));

    public override void PlainText(ReadOnlySpan<byte> value) => Value(Encoding.UTF8.GetString(value));

    public override void QuotedText(ReadOnlySpan<byte> value) => Value(Encoding.UTF8.GetString(value));

    private void Add(DocumentNode node)
    {
        if (!_open.TryPeek(out (List<MappingEntry>? Fields, List<DocumentNode>? Items, string Key) parent))
        {
            _root = node;
        }
        else if (parent.Fields is { } fields)
        {
            fields.Add(new MappingEntry(_key, default(TextPosition), node));
        }
        else
        {
            parent.Items!.Add(node);
        }
    }
}

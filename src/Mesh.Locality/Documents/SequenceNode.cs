using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>A list of values.</summary>
internal sealed class SequenceNode : DocumentNode
{
    public SequenceNode(TextPosition position, DocumentNode[] items)
        : base(position)
    {
        Items = items;
        foreach (DocumentNode item in items)
        {
            Size += item.Size;
            Bytes += item.Bytes;
        }
    }

    public IReadOnlyList<DocumentNode> Items { get; }

    public override string KindName => "a list";
}

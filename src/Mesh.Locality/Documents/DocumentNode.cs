using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>A value in a YAML or JSON document that remembers where it stands. A mapping, a sequence or a scalar.</summary>
internal abstract class DocumentNode(TextPosition position)
{
    /// <summary>Where the value starts.</summary>
    public TextPosition Position { get; } = position;

    /// <summary>The values in this tree, aliases counted as often as they are used.</summary>
    public long Size { get; protected set; } = 1;

    /// <summary>About how many bytes the tree has when it is written out, aliases counted as often as they are used.</summary>
    public long Bytes { get; protected set; } = 1;

    /// <summary>The kind of value in words for messages: <c>a mapping</c>, <c>a list</c>, <c>a text</c>, …</summary>
    public abstract string KindName { get; }
}

using Mesh.Diagnostics;

namespace Mesh.Documents;

/// <summary>A text, number, truth value or null. <see cref="Text"/> is in JSON's spelling whatever the source wrote.</summary>
internal sealed class ScalarNode : DocumentNode
{
    public ScalarNode(TextPosition position, ScalarKind kind, string text)
        : base(position)
    {
        (Kind, Text) = (kind, text);
        Bytes += text.Length;
    }

    public ScalarKind Kind { get; }

    public string Text { get; }

    public override string KindName => Kind switch
    {
        ScalarKind.Text => "a text",
        ScalarKind.Integer => "a whole number",
        ScalarKind.Real => "a number",
        ScalarKind.Boolean => "true or false",
        _ => "null",
    };
}

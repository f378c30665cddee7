using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A replacement by regular expression.</summary>
public sealed record RegexRewrite : IMessage<RegexRewrite>
{
    /// <summary>The RE2 expression.</summary>
    public string? Match { get; init; }

    /// <summary>The replacement; <c>\1</c> stands for the first group.</summary>
    public string? Rewrite { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("match"u8, Match);
        fields.Text("rewrite"u8, Rewrite);
    }

    static RegexRewrite IMessage<RegexRewrite>.Read(FieldReader fields) => new()
    {
        Match = fields.Text("match"),
        Rewrite = fields.Text("rewrite"),
    };
}

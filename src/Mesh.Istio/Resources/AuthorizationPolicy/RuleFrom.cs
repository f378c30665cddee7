using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A sender.</summary>
public sealed record RuleFrom : IMessage<RuleFrom>
{
    /// <summary>What identifies the sender.</summary>
    public Source? Source { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("source"u8, Source);
    }

    static RuleFrom IMessage<RuleFrom>.Read(FieldReader fields) => new()
    {
        Source = fields.Message<Source>("source"),
    };
}

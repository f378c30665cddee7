using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A share in percent.</summary>
public sealed record Percent : IMessage<Percent>
{
    /// <summary>From 0 to 100.</summary>
    public double? Value { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Real("value"u8, Value);
    }

    static Percent IMessage<Percent>.Read(FieldReader fields) => new()
    {
        Value = fields.Real("value"),
    };
}

using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Shares of the localities for clients of one locality.</summary>
public sealed record LocalityDistribute : IMessage<LocalityDistribute>
{
    /// <summary>The clients' locality, <c>region/zone/subzone</c> with <c>*</c> allowed at the end.</summary>
    public string? From { get; init; }

    /// <summary>The share of each locality in percent; they add up to 100.</summary>
    public ValueMap<uint> To { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("from"u8, From);
        fields.NumberMap("to"u8, To);
    }

    static LocalityDistribute IMessage<LocalityDistribute>.Read(FieldReader fields) => new()
    {
        From = fields.Text("from"),
        To = fields.UInt32Map("to"),
    };
}

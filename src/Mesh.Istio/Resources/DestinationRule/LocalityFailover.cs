using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>The region that stands in for another.</summary>
public sealed record LocalityFailover : IMessage<LocalityFailover>
{
    /// <summary>The region that fails.</summary>
    public string? From { get; init; }

    /// <summary>The region that stands in.</summary>
    public string? To { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("from"u8, From);
        fields.Text("to"u8, To);
    }

    static LocalityFailover IMessage<LocalityFailover>.Read(FieldReader fields) => new()
    {
        From = fields.Text("from"),
        To = fields.Text("to"),
    };
}

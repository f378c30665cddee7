using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A header of a probe's request.</summary>
public sealed record HttpHeader : IMessage<HttpHeader>
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its value.</summary>
    public string? Value { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
        fields.Text("value"u8, Value);
    }

    static HttpHeader IMessage<HttpHeader>.Read(FieldReader fields) => new()
    {
        Name = fields.Text("name"),
        Value = fields.Text("value"),
    };
}

using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>An answer that the proxy gives without asking a destination.</summary>
public sealed record HttpDirectResponse : IMessage<HttpDirectResponse>
{
    /// <summary>The status, 200 to 599.</summary>
    public required uint Status { get; init; }

    /// <summary>The body; none when absent.</summary>
    public HttpBody? Body { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("status"u8, Status);
        fields.Message("body"u8, Body);
    }

    static HttpDirectResponse IMessage<HttpDirectResponse>.Read(FieldReader fields) => new()
    {
        Status = fields.RequiredUInt32("status"),
        Body = fields.Message<HttpBody>("body"),
    };
}

using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Header changes in both directions.</summary>
public sealed record Headers : IMessage<Headers>
{
    /// <summary>Changes before the request is sent on.</summary>
    public HeaderOperations? Request { get; init; }

    /// <summary>Changes before the response is returned.</summary>
    public HeaderOperations? Response { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Message("request"u8, Request);
        fields.Message("response"u8, Response);
    }

    static Headers IMessage<Headers>.Read(FieldReader fields) => new()
    {
        Request = fields.Message<HeaderOperations>("request"),
        Response = fields.Message<HeaderOperations>("response"),
    };
}

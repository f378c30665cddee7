using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>The body of a direct response, as text or as bytes.</summary>
public abstract record HttpBody : IMessage<HttpBody>
{
    private protected HttpBody()
    {
    }

    void IMessage.Write(FieldWriter fields) => WriteTo(fields);

    static HttpBody IMessage<HttpBody>.Read(FieldReader fields) => fields.OneOf("string", "bytes") switch
    {
        "string" => new Text(fields.RequiredText("string")),
        "bytes" => new Bytes(fields.Base64("bytes")),
        _ => new Empty(),
    };

    private protected abstract void WriteTo(FieldWriter fields);

    /// <summary>No body.</summary>
    public sealed record Empty : HttpBody
    {
        private protected override void WriteTo(FieldWriter fields)
        {
        }
    }

    /// <summary>A body of text.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : HttpBody
    {
        private protected override void WriteTo(FieldWriter fields) => fields.Text("string"u8, Value);
    }

    /// <summary>A body of bytes, base64 in the manifest.</summary>
    /// <param name="Value">The bytes.</param>
    public sealed record Bytes(ValueList<byte> Value) : HttpBody
    {
        private protected override void WriteTo(FieldWriter fields) => fields.Base64("bytes"u8, Value.AsSpan());
    }
}

using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>What of a request is hashed.</summary>
public abstract record HashKey
{
    private protected HashKey()
    {
    }

    internal abstract void Write(FieldWriter fields);

    internal static HashKey? Read(FieldReader fields) =>
        fields.OneOf("httpHeaderName", "httpCookie", "useSourceIp", "httpQueryParameterName") switch
        {
            "httpHeaderName" => new HttpHeader(fields.RequiredText("httpHeaderName")),
            "httpCookie" => new Cookie(fields.RequiredMessage<HttpCookie>("httpCookie")),
            "useSourceIp" => new SourceIp(fields.Flag("useSourceIp") ?? false),
            "httpQueryParameterName" => new HttpQueryParameter(fields.RequiredText("httpQueryParameterName")),
            _ => null,
        };

    /// <summary>The value of the header of this name.</summary>
    /// <param name="Value">The text.</param>
    public sealed record HttpHeader(string Value) : HashKey
    {
        internal override void Write(FieldWriter fields) => fields.Text("httpHeaderName"u8, Value);
    }

    /// <summary>A cookie, which the proxy sets where it is missing.</summary>
    /// <param name="Value">The settings.</param>
    public sealed record Cookie(HttpCookie Value) : HashKey
    {
        internal override void Write(FieldWriter fields) => fields.Message("httpCookie"u8, Value);
    }

    /// <summary>The address of the client, when <see langword="true"/>.</summary>
    /// <param name="Value">Whether it is so.</param>
    public sealed record SourceIp(bool Value) : HashKey
    {
        internal override void Write(FieldWriter fields) => fields.Flag("useSourceIp"u8, Value);
    }

    /// <summary>The value of the query parameter of this name.</summary>
    /// <param name="Value">The text.</param>
    public sealed record HttpQueryParameter(string Value) : HashKey
    {
        internal override void Write(FieldWriter fields) => fields.Text("httpQueryParameterName"u8, Value);
    }
}

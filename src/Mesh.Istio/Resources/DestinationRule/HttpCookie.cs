using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A cookie that is hashed.</summary>
public sealed record HttpCookie : IMessage<HttpCookie>
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The path it is set for.</summary>
    public string? Path { get; init; }

    /// <summary>How long it lasts; 0 s for the browser's session. When absent the proxy sets no cookie.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>Further attributes, such as <c>SameSite</c>.</summary>
    public ValueList<HttpCookieAttribute> Attributes { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
        fields.Text("path"u8, Path);
        fields.Duration("ttl"u8, Ttl);
        fields.Messages("attributes"u8, Attributes);
    }

    static HttpCookie IMessage<HttpCookie>.Read(FieldReader fields) => new()
    {
        Name = fields.RequiredText("name"),
        Path = fields.Text("path"),
        Ttl = fields.Duration("ttl"),
        Attributes = fields.Messages<HttpCookieAttribute>("attributes"),
    };
}

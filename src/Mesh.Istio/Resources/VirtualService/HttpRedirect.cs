using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A redirect: unset parts are those of the request.</summary>
public sealed record HttpRedirect : IMessage<HttpRedirect>
{
    /// <summary>The path to go to.</summary>
    public string? Uri { get; init; }

    /// <summary>The text that takes the place of the matched path prefix. Istio 1.31 and later.</summary>
    public string? PrefixRewrite { get; init; }

    /// <summary>The authority to go to.</summary>
    public string? Authority { get; init; }

    /// <summary>The port to go to.</summary>
    public RedirectPort? Port { get; init; }

    /// <summary>The scheme to go to.</summary>
    public string? Scheme { get; init; }

    /// <summary>The status of the answer; 301 when absent.</summary>
    public uint? RedirectCode { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("uri"u8, Uri);
        fields.Text("prefixRewrite"u8, PrefixRewrite);
        fields.Text("authority"u8, Authority);
        Port?.Write(fields);
        fields.Text("scheme"u8, Scheme);
        fields.Number("redirectCode"u8, RedirectCode);
    }

    static HttpRedirect IMessage<HttpRedirect>.Read(FieldReader fields) => new()
    {
        Uri = fields.Text("uri"),
        PrefixRewrite = fields.Text("prefixRewrite"),
        Authority = fields.Text("authority"),
        Port = RedirectPort.Read(fields),
        Scheme = fields.Text("scheme"),
        RedirectCode = fields.UInt32("redirectCode"),
    };
}

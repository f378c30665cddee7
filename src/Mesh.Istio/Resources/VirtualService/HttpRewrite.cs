using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Changes of a request's path and authority.</summary>
public sealed record HttpRewrite : IMessage<HttpRewrite>
{
    /// <summary>The text that takes the place of the matched path or path prefix.</summary>
    public string? Uri { get; init; }

    /// <summary>The new authority.</summary>
    public string? Authority { get; init; }

    /// <summary>A replacement in the path by regular expression. Excludes <see cref="Uri"/>.</summary>
    public RegexRewrite? UriRegexRewrite { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("uri"u8, Uri);
        fields.Text("authority"u8, Authority);
        fields.Message("uriRegexRewrite"u8, UriRegexRewrite);
    }

    static HttpRewrite IMessage<HttpRewrite>.Read(FieldReader fields) => new()
    {
        Uri = fields.Text("uri"),
        Authority = fields.Text("authority"),
        UriRegexRewrite = fields.Message<RegexRewrite>("uriRegexRewrite"),
    };
}

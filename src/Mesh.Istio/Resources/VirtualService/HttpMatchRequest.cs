using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A condition on an HTTP request: everything that is set must hold.</summary>
public sealed record HttpMatchRequest : IMessage<HttpMatchRequest>
{
    /// <summary>A name for the condition; appears in access logs behind the route's.</summary>
    public string? Name { get; init; }

    /// <summary>The path with its query left off.</summary>
    public StringMatch? Uri { get; init; }

    /// <summary>The scheme, <c>http</c> or <c>https</c>.</summary>
    public StringMatch? Scheme { get; init; }

    /// <summary>The method.</summary>
    public StringMatch? Method { get; init; }

    /// <summary>The authority, that is the <c>Host</c> header.</summary>
    public StringMatch? Authority { get; init; }

    /// <summary>Headers by their lower-case name. <see cref="StringMatch.Any"/> asks for presence only.</summary>
    public ValueMap<StringMatch> Headers { get; init; }

    /// <summary>The port that the client addressed. Of a gateway: the declared number.</summary>
    public uint? Port { get; init; }

    /// <summary>Labels of the client's workload; for sidecars only.</summary>
    public ValueMap<string> SourceLabels { get; init; }

    /// <summary>The gateways it holds for, instead of the VirtualService's.</summary>
    public ValueList<string> Gateways { get; init; }

    /// <summary>Query parameters by name.</summary>
    public ValueMap<StringMatch> QueryParams { get; init; }

    /// <summary>Whether exact and prefix matches of the path disregard case.</summary>
    public bool? IgnoreUriCase { get; init; }

    /// <summary>Headers that must not match.</summary>
    public ValueMap<StringMatch> WithoutHeaders { get; init; }

    /// <summary>The namespace of the client's workload; for sidecars only.</summary>
    public string? SourceNamespace { get; init; }

    /// <summary>The prefix of statistics of this route.</summary>
    public string? StatPrefix { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
        fields.Message("uri"u8, Uri);
        fields.Message("scheme"u8, Scheme);
        fields.Message("method"u8, Method);
        fields.Message("authority"u8, Authority);
        fields.MessageMap("headers"u8, Headers);
        fields.Number("port"u8, Port);
        fields.TextMap("sourceLabels"u8, SourceLabels);
        fields.Texts("gateways"u8, Gateways);
        fields.MessageMap("queryParams"u8, QueryParams);
        fields.Flag("ignoreUriCase"u8, IgnoreUriCase);
        fields.MessageMap("withoutHeaders"u8, WithoutHeaders);
        fields.Text("sourceNamespace"u8, SourceNamespace);
        fields.Text("statPrefix"u8, StatPrefix);
    }

    static HttpMatchRequest IMessage<HttpMatchRequest>.Read(FieldReader fields) => new()
    {
        Name = fields.Text("name"),
        Uri = fields.Message<StringMatch>("uri"),
        Scheme = fields.Message<StringMatch>("scheme"),
        Method = fields.Message<StringMatch>("method"),
        Authority = fields.Message<StringMatch>("authority"),
        Headers = fields.MessageMap<StringMatch>("headers"),
        Port = fields.UInt32("port"),
        SourceLabels = fields.TextMap("sourceLabels"),
        Gateways = fields.Texts("gateways"),
        QueryParams = fields.MessageMap<StringMatch>("queryParams"),
        IgnoreUriCase = fields.Flag("ignoreUriCase"),
        WithoutHeaders = fields.MessageMap<StringMatch>("withoutHeaders"),
        SourceNamespace = fields.Text("sourceNamespace"),
        StatPrefix = fields.Text("statPrefix"),
    };
}

using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A rule for HTTP requests: what it matches and what happens then.</summary>
public sealed record HttpRoute : IMessage<HttpRoute>
{
    /// <summary>A name for the rule; appears in access logs.</summary>
    public string? Name { get; init; }

    /// <summary>The conditions, of which one must hold; every request when empty.</summary>
    public ValueList<HttpMatchRequest> Match { get; init; }

    /// <summary>Where requests go. One of route, redirect and direct response is needed, or a delegate.</summary>
    public ValueList<HttpRouteDestination> Route { get; init; }

    /// <summary>The answer that sends the client elsewhere.</summary>
    public HttpRedirect? Redirect { get; init; }

    /// <summary>The answer that the proxy gives itself.</summary>
    public HttpDirectResponse? DirectResponse { get; init; }

    /// <summary>The VirtualService that holds the routes of the matched requests.</summary>
    public Delegate? Delegate { get; init; }

    /// <summary>How path and authority are changed before the request is sent on.</summary>
    public HttpRewrite? Rewrite { get; init; }

    /// <summary>How long a request may take, retries included, at least 1 ms; unlimited when absent.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How failed requests are repeated. When absent: twice, on connect-failure, refused-stream, unavailable, cancelled and status 503.
    /// </summary>
    public HttpRetry? Retries { get; init; }

    /// <summary>Faults that are injected on the client's side.</summary>
    public HttpFaultInjection? Fault { get; init; }

    /// <summary>Where copies of the requests go; the answers are dropped.</summary>
    public Destination? Mirror { get; init; }

    /// <summary>Several places where copies go. Excludes <see cref="Mirror"/>.</summary>
    public ValueList<HttpMirrorPolicy> Mirrors { get; init; }

    /// <summary>How many of the requests are copied; all when absent.</summary>
    public Percent? MirrorPercentage { get; init; }

    /// <summary>
    /// Deprecated in favour of <see cref="MirrorPercentage"/>: whole percents. The spelling <c>mirror_percent</c> is read as well.
    /// </summary>
    public uint? MirrorPercent { get; init; }

    /// <summary>What browsers of other origins may do.</summary>
    public CorsPolicy? CorsPolicy { get; init; }

    /// <summary>Header changes for requests and responses.</summary>
    public Headers? Headers { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("name"u8, Name);
        fields.Messages("match"u8, Match);
        fields.Messages("route"u8, Route);
        fields.Message("redirect"u8, Redirect);
        fields.Message("directResponse"u8, DirectResponse);
        fields.Message("delegate"u8, Delegate);
        fields.Message("rewrite"u8, Rewrite);
        fields.Duration("timeout"u8, Timeout);
        fields.Message("retries"u8, Retries);
        fields.Message("fault"u8, Fault);
        fields.Message("mirror"u8, Mirror);
        fields.Messages("mirrors"u8, Mirrors);
        fields.Message("mirrorPercentage"u8, MirrorPercentage);
        fields.Number("mirrorPercent"u8, MirrorPercent);
        fields.Message("corsPolicy"u8, CorsPolicy);
        fields.Message("headers"u8, Headers);
    }

    static HttpRoute IMessage<HttpRoute>.Read(FieldReader fields) => new()
    {
        Name = fields.Text("name"),
        Match = fields.Messages<HttpMatchRequest>("match"),
        Route = fields.Messages<HttpRouteDestination>("route"),
        Redirect = fields.Message<HttpRedirect>("redirect"),
        DirectResponse = fields.Message<HttpDirectResponse>("directResponse"),
        Delegate = fields.Message<Delegate>("delegate"),
        Rewrite = fields.Message<HttpRewrite>("rewrite"),
        Timeout = fields.Duration("timeout"),
        Retries = fields.Message<HttpRetry>("retries"),
        Fault = fields.Message<HttpFaultInjection>("fault"),
        Mirror = fields.Message<Destination>("mirror"),
        Mirrors = fields.Messages<HttpMirrorPolicy>("mirrors"),
        MirrorPercentage = fields.Message<Percent>("mirrorPercentage"),
        MirrorPercent = fields.UInt32(fields.Spelling("mirrorPercent", "mirror_percent")),
        CorsPolicy = fields.Message<CorsPolicy>("corsPolicy"),
        Headers = fields.Message<Headers>("headers"),
    };
}

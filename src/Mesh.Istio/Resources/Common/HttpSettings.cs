using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>Limits and timeouts of HTTP requests.</summary>
public sealed record HttpSettings : IMessage<HttpSettings>
{
    /// <summary>The most requests that wait for a connection; 4294967295 when absent.</summary>
    public int? Http1MaxPendingRequests { get; init; }

    /// <summary>The most requests under way; 4294967295 when absent.</summary>
    public int? Http2MaxRequests { get; init; }

    /// <summary>The most requests on one connection; unlimited when absent or 0, 1 switches keep-alive off.</summary>
    public int? MaxRequestsPerConnection { get; init; }

    /// <summary>The most retries under way; 4294967295 when absent.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>How long a connection may be without requests, at least 1 ms; 1 h when absent.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>Whether HTTP/1.1 requests travel over HTTP/2.</summary>
    public H2UpgradePolicy? H2UpgradePolicy { get; init; }

    /// <summary>Whether requests travel in the protocol in which they came.</summary>
    public bool? UseClientProtocol { get; init; }

    /// <summary>The most streams on one HTTP/2 connection; 2147483647 when absent.</summary>
    public int? MaxConcurrentStreams { get; init; }

    /// <summary>PING frames on HTTP/2 connections. Istio 1.31 and later.</summary>
    public Http2KeepAlive? Http2KeepAlive { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("http1MaxPendingRequests"u8, Http1MaxPendingRequests);
        fields.Number("http2MaxRequests"u8, Http2MaxRequests);
        fields.Number("maxRequestsPerConnection"u8, MaxRequestsPerConnection);
        fields.Number("maxRetries"u8, MaxRetries);
        fields.Duration("idleTimeout"u8, IdleTimeout);
        fields.Choice("h2UpgradePolicy"u8, H2UpgradePolicy, ResourceEnums.H2UpgradePolicy);
        fields.Flag("useClientProtocol"u8, UseClientProtocol);
        fields.Number("maxConcurrentStreams"u8, MaxConcurrentStreams);
        fields.Message("http2KeepAlive"u8, Http2KeepAlive);
    }

    static HttpSettings IMessage<HttpSettings>.Read(FieldReader fields) => new()
    {
        Http1MaxPendingRequests = fields.Int32("http1MaxPendingRequests"),
        Http2MaxRequests = fields.Int32("http2MaxRequests"),
        MaxRequestsPerConnection = fields.Int32("maxRequestsPerConnection"),
        MaxRetries = fields.Int32("maxRetries"),
        IdleTimeout = fields.Duration("idleTimeout"),
        H2UpgradePolicy = fields.Choice("h2UpgradePolicy", ResourceEnums.H2UpgradePolicy),
        UseClientProtocol = fields.Flag("useClientProtocol"),
        MaxConcurrentStreams = fields.Int32("maxConcurrentStreams"),
        Http2KeepAlive = fields.Message<Http2KeepAlive>("http2KeepAlive"),
    };
}

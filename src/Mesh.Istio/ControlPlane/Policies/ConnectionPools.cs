using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Policies;

/// <summary>
/// Turns a rule's connection pool into what Envoy does (istio <c>cluster_traffic_policy.go</c> applyConnectionPool, applyH2Upgrade).
/// </summary>
internal static class ConnectionPools
{
    // What istiod writes where a http2KeepAlive does not say it, and Envoy's own.
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromHours(2);

    public static EnvoyConnectionPool Of(ConnectionPoolSettings? pool, PortProtocol protocol)
    {
        UpstreamHttp http = ProtocolOf(pool?.Http, protocol);
        if (pool is null)
        {
            return http == UpstreamHttp.Http1 ? EnvoyConnectionPool.Default : new EnvoyConnectionPool { Http = http };
        }

        HttpSettings settings = pool.Http ?? new HttpSettings();
        var defaults = new EnvoyConnectionPool();
        return new EnvoyConnectionPool
        {
            Http = http,
            KeepAliveInterval = settings.Http2KeepAlive is { } keepAlive ? Positive(keepAlive.Interval) ?? DefaultInterval : null,
            KeepAliveTimeout = Positive(settings.Http2KeepAlive?.Timeout) ?? TimeSpan.FromSeconds(20),
            MaxConnections = Limit(pool.Tcp?.MaxConnections),
            MaxPendingRequests = Limit(settings.Http1MaxPendingRequests),
            MaxRequests = Limit(settings.Http2MaxRequests),
            MaxRetries = Limit(settings.MaxRetries),
            MaxRequestsPerConnection = Limit(settings.MaxRequestsPerConnection),
            IdleTimeout = Positive(settings.IdleTimeout) ?? defaults.IdleTimeout,
            MaxConnectionDuration = Positive(pool.Tcp?.MaxConnectionDuration),
        };
    }

    private static UpstreamHttp ProtocolOf(HttpSettings? settings, PortProtocol protocol) => protocol switch
    {
        PortProtocol.Http2 or PortProtocol.Grpc or PortProtocol.GrpcWeb => UpstreamHttp.Http2,
        _ when settings?.UseClientProtocol == true => UpstreamHttp.AsDownstream,
        _ when settings?.H2UpgradePolicy == H2UpgradePolicy.Upgrade => UpstreamHttp.Http2,
        PortProtocol.Sniffed => UpstreamHttp.AsDownstream,
        _ => UpstreamHttp.Http1,
    };

    private static int? Limit(int? limit) => limit is > 0 ? limit : null;

    private static TimeSpan? Positive(TimeSpan? time) => time is { } value && value > TimeSpan.Zero ? value : null;
}

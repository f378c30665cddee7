using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>Effective settings in Istio's words, with Mesh's defaults where nobody sets a field.</summary>
internal static class PolicySettings
{
    // Envoy's own default, which Istio's webhook wants to be written.
    private const ulong DefaultMaglevTable = 65_537;

    /// <summary>The keys that prefer near endpoints, the widest place first.</summary>
    public static ValueList<string> ByPlace { get; } = [LocalityLabel.Region, LocalityLabel.Zone, LocalityLabel.Subzone];

    /// <summary>How many gateway errors eject an endpoint where nobody says.</summary>
    public const int ConsecutiveGatewayErrors = 3;

    /// <summary>How long connecting may take where nobody says; Istio's 10 s would hold a request for 12 s.</summary>
    public static TimeSpan ConnectTimeout { get; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Notices a connection of HTTP/2 that hangs. Without, one holds every call for ever and nothing is ejected (recordings G4, H1).
    /// </summary>
    public static Http2KeepAlive KeepAlive { get; } = new() { Interval = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(2) };

    public static OutlierDetection OutlierDetection(TrafficSettings settings)
    {
        OutlierDetectionSettings outlier = settings.OutlierDetection ?? new OutlierDetectionSettings();
        return new OutlierDetection
        {
            ConsecutiveGatewayErrors = (uint)(outlier.ConsecutiveGatewayErrors ?? ConsecutiveGatewayErrors),
            // Written even when 0: left out, Envoy's own 5 would let an application's 500s move traffic.
            Consecutive5xxErrors = (uint)(outlier.Consecutive5xxErrors ?? 0),
            Interval = outlier.Interval ?? TimeSpan.FromSeconds(5),
            BaseEjectionTime = outlier.BaseEjectionTime ?? TimeSpan.FromSeconds(30),
            MaxEjectionPercent = outlier.MaxEjectionPercent ?? 100,
            // With all endpoints ejected all are used instead of none, so an outage of everything ends with its cause.
            MinHealthPercent = 1,
        };
    }

    public static Api.ConnectionPoolSettings ConnectionPool(TrafficSettings settings, bool http, bool keepAlive = false)
    {
        ConnectionSettings pool = settings.ConnectionPool ?? new ConnectionSettings();
        bool limits = pool is not { MaxRequests: null, MaxPendingRequests: null, MaxRequestsPerConnection: null, IdleTimeout: null };
        return new Api.ConnectionPoolSettings
        {
            Tcp = new TcpSettings
            {
                ConnectTimeout = pool.ConnectTimeout ?? ConnectTimeout,
                MaxConnections = pool.MaxConnections,
                IdleTimeout = http ? null : pool.IdleTimeout,
                MaxConnectionDuration = pool.MaxConnectionDuration,
                TcpKeepalive = Keepalive(pool),
            },
            Http = http && (limits || keepAlive)
                ? new HttpSettings
                {
                    Http2MaxRequests = pool.MaxRequests,
                    Http1MaxPendingRequests = pool.MaxPendingRequests,
                    MaxRequestsPerConnection = pool.MaxRequestsPerConnection,
                    IdleTimeout = pool.IdleTimeout,
                    Http2KeepAlive = keepAlive ? KeepAlive : null,
                }
                : null,
        };
    }

    private static TcpKeepalive? Keepalive(ConnectionSettings pool) =>
        pool is { KeepaliveTime: null, KeepaliveInterval: null, KeepaliveProbes: null } ? null : new TcpKeepalive
        {
            Probes = (uint?)pool.KeepaliveProbes,
            Time = pool.KeepaliveTime,
            Interval = pool.KeepaliveInterval,
        };

    public static LoadBalancerSettings LoadBalancer(TrafficSettings settings, ValueList<string> failoverPriority) => new()
    {
        Algorithm = Algorithm(settings.LoadBalancing),
        LocalityLbSetting = new LocalityLbSetting { Enabled = true, FailoverPriority = failoverPriority },
    };

    public static LoadBalancerAlgorithm? Algorithm(LoadBalancingSettings? settings) => settings switch
    {
        { ConsistentHash: { } hash } => new LoadBalancerAlgorithm.Hashed(Hash(hash)),
        { Algorithm: LoadBalancingAlgorithm.LeastRequest } => new LoadBalancerAlgorithm.Simple(SimpleLoadBalancer.LeastRequest),
        { Algorithm: LoadBalancingAlgorithm.RoundRobin } => new LoadBalancerAlgorithm.Simple(SimpleLoadBalancer.RoundRobin),
        { Algorithm: LoadBalancingAlgorithm.Random } => new LoadBalancerAlgorithm.Simple(SimpleLoadBalancer.Random),
        _ => null,
    };

    private static ConsistentHash Hash(ConsistentHashSettings hash) => new()
    {
        Key = hash.Source switch
        {
            HashSource.Header => new HashKey.HttpHeader(hash.Name!),
            HashSource.Cookie => new HashKey.Cookie(new HttpCookie { Name = hash.Name!, Ttl = hash.CookieTtl }),
            HashSource.QueryParameter => new HashKey.HttpQueryParameter(hash.Name!),
            _ => new HashKey.SourceIp(true),
        },
        Algorithm = (hash.Table, hash.TableSize) switch
        {
            (HashTable.Maglev, var size) => new HashAlgorithm.MaglevTable(new Maglev { TableSize = (ulong?)size ?? DefaultMaglevTable }),
            (null, null) => null,
            (_, var size) => new HashAlgorithm.Ring(new RingHash { MinimumRingSize = (ulong?)size }),
        },
    };

    public static HttpRetry Retries(RetryPlan plan, string retryOn) => plan.Attempts == 0
        // Istio refuses any other field beside zero attempts.
        ? new HttpRetry { Attempts = 0 }
        : new HttpRetry
        {
            Attempts = plan.Attempts,
            PerTryTimeout = plan.PerTryTimeout,
            RetryOn = retryOn,
            RetryRemoteLocalities = plan.StaysInCluster ? null : true,
        };
}

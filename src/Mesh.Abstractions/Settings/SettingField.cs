namespace Mesh;

/// <summary>The names of the fields of <see cref="TrafficSettings"/>, and which of them are set.</summary>
internal static class SettingField
{
    public const string ConnectTimeout = "connectionPool.connectTimeout";
    public const string IdleTimeout = "connectionPool.idleTimeout";
    public const string MaxConnections = "connectionPool.maxConnections";
    public const string MaxPendingRequests = "connectionPool.maxPendingRequests";
    public const string MaxRequests = "connectionPool.maxRequests";
    public const string MaxRequestsPerConnection = "connectionPool.maxRequestsPerConnection";
    public const string KeepaliveInterval = "connectionPool.keepaliveInterval";
    public const string KeepaliveProbes = "connectionPool.keepaliveProbes";
    public const string KeepaliveTime = "connectionPool.keepaliveTime";
    public const string MaxConnectionDuration = "connectionPool.maxConnectionDuration";
    public const string LocalFirst = "failover.localFirst";
    public const string Order = "failover.order";
    public const string OrderByClient = "failover.orderByClient";
    public const string PreferZone = "failover.preferZone";
    public const string Regions = "failover.regions";
    public const string Algorithm = "loadBalancing.algorithm";
    public const string ConsistentHash = "loadBalancing.consistentHash";
    public const string BaseEjectionTime = "outlierDetection.baseEjectionTime";
    public const string Consecutive5xxErrors = "outlierDetection.consecutive5xxErrors";
    public const string ConsecutiveGatewayErrors = "outlierDetection.consecutiveGatewayErrors";
    public const string Interval = "outlierDetection.interval";
    public const string MaxEjectionPercent = "outlierDetection.maxEjectionPercent";
    public const string SensitivityWord = "outlierDetection.sensitivity";
    public const string RequestTimeout = "requestTimeout";
    public const string Attempts = "retries.attempts";
    public const string Idempotent = "retries.idempotent";
    public const string PerTryTimeout = "retries.perTryTimeout";

    public static ValueList<string> All { get; } =
    [
        ConnectTimeout, IdleTimeout, KeepaliveInterval, KeepaliveProbes, KeepaliveTime, MaxConnectionDuration, MaxConnections,
        MaxPendingRequests, MaxRequests, MaxRequestsPerConnection,
        LocalFirst, Order, OrderByClient, PreferZone, Regions,
        Algorithm, ConsistentHash,
        BaseEjectionTime, Consecutive5xxErrors, ConsecutiveGatewayErrors, Interval, MaxEjectionPercent, SensitivityWord,
        RequestTimeout,
        Attempts, Idempotent, PerTryTimeout,
    ];

    /// <summary>Calls back with the name of every field that the settings set.</summary>
    public static void AddSet(TrafficSettings settings, Action<string> add)
    {
        AddConnectionPool(settings.ConnectionPool, add);
        AddFailover(settings.Failover, add);
        AddIf(settings.LoadBalancing?.Algorithm is not null, Algorithm, add);
        AddIf(settings.LoadBalancing?.ConsistentHash is not null, ConsistentHash, add);
        AddOutlierDetection(settings.OutlierDetection, add);
        AddIf(settings.RequestTimeout is not null, RequestTimeout, add);
        AddIf(settings.Retries?.Attempts is not null, Attempts, add);
        AddIf(settings.Retries?.Idempotent is not null, Idempotent, add);
        AddIf(settings.Retries?.PerTryTimeout is not null, PerTryTimeout, add);
    }

    private static void AddConnectionPool(ConnectionSettings? pool, Action<string> add)
    {
        AddIf(pool?.ConnectTimeout is not null, ConnectTimeout, add);
        AddIf(pool?.IdleTimeout is not null, IdleTimeout, add);
        AddIf(pool?.KeepaliveInterval is not null, KeepaliveInterval, add);
        AddIf(pool?.KeepaliveProbes is not null, KeepaliveProbes, add);
        AddIf(pool?.KeepaliveTime is not null, KeepaliveTime, add);
        AddIf(pool?.MaxConnectionDuration is not null, MaxConnectionDuration, add);
        AddIf(pool?.MaxConnections is not null, MaxConnections, add);
        AddIf(pool?.MaxPendingRequests is not null, MaxPendingRequests, add);
        AddIf(pool?.MaxRequests is not null, MaxRequests, add);
        AddIf(pool?.MaxRequestsPerConnection is not null, MaxRequestsPerConnection, add);
    }

    private static void AddFailover(FailoverSettings? failover, Action<string> add)
    {
        AddIf(failover?.LocalFirst is not null, LocalFirst, add);
        AddIf(failover?.Order is not null, Order, add);
        AddIf(failover?.OrderByClient is not null, OrderByClient, add);
        AddIf(failover?.PreferZone is not null, PreferZone, add);
        AddIf(failover?.Regions is not null, Regions, add);
    }

    private static void AddOutlierDetection(OutlierDetectionSettings? outlier, Action<string> add)
    {
        AddIf(outlier?.BaseEjectionTime is not null, BaseEjectionTime, add);
        AddIf(outlier?.Consecutive5xxErrors is not null, Consecutive5xxErrors, add);
        AddIf(outlier?.ConsecutiveGatewayErrors is not null, ConsecutiveGatewayErrors, add);
        AddIf(outlier?.Interval is not null, Interval, add);
        AddIf(outlier?.MaxEjectionPercent is not null, MaxEjectionPercent, add);
        AddIf(outlier?.Sensitivity is not null, SensitivityWord, add);
    }

    private static void AddIf(bool isSet, string field, Action<string> add)
    {
        if (isSet)
        {
            add(field);
        }
    }
}

namespace Mesh;

/// <summary>Nearest wins, field by field.</summary>
internal static class SettingsMerge
{
    public static TrafficSettings Merge(TrafficSettings near, TrafficSettings far) => new()
    {
        OutlierDetection = Merge(near.OutlierDetection, far.OutlierDetection),
        Retries = Merge(near.Retries, far.Retries),
        Failover = Merge(near.Failover, far.Failover),
        LoadBalancing = Merge(near.LoadBalancing, far.LoadBalancing),
        ConnectionPool = Merge(near.ConnectionPool, far.ConnectionPool),
        RequestTimeout = near.RequestTimeout ?? far.RequestTimeout,
    };

    private static OutlierDetectionSettings? Merge(OutlierDetectionSettings? near, OutlierDetectionSettings? far) =>
        near is null || far is null ? near ?? far : new()
        {
            Sensitivity = near.Sensitivity ?? far.Sensitivity,
            ConsecutiveGatewayErrors = near.ConsecutiveGatewayErrors ?? far.ConsecutiveGatewayErrors,
            Consecutive5xxErrors = near.Consecutive5xxErrors ?? far.Consecutive5xxErrors,
            Interval = near.Interval ?? far.Interval,
            BaseEjectionTime = near.BaseEjectionTime ?? far.BaseEjectionTime,
            MaxEjectionPercent = near.MaxEjectionPercent ?? far.MaxEjectionPercent,
        };

    private static RetrySettings? Merge(RetrySettings? near, RetrySettings? far) =>
        near is null || far is null ? near ?? far : new()
        {
            Attempts = near.Attempts ?? far.Attempts,
            PerTryTimeout = near.PerTryTimeout ?? far.PerTryTimeout,
            Idempotent = near.Idempotent ?? far.Idempotent,
        };

    private static FailoverSettings? Merge(FailoverSettings? near, FailoverSettings? far) =>
        near is null || far is null ? near ?? far : new()
        {
            Order = near.Order ?? far.Order,
            OrderByClient = near.OrderByClient ?? far.OrderByClient,
            LocalFirst = near.LocalFirst ?? far.LocalFirst,
            Regions = near.Regions ?? far.Regions,
            PreferZone = near.PreferZone ?? far.PreferZone,
        };

    private static LoadBalancingSettings? Merge(LoadBalancingSettings? near, LoadBalancingSettings? far) =>
        near is null || far is null ? near ?? far : new()
        {
            // Alternatives: the one that is set nearer takes the other's place.
            Algorithm = near.Algorithm ?? (near.ConsistentHash is null ? far.Algorithm : null),
            ConsistentHash = near.ConsistentHash ?? (near.Algorithm is null ? far.ConsistentHash : null),
        };

    private static ConnectionSettings? Merge(ConnectionSettings? near, ConnectionSettings? far) =>
        near is null || far is null ? near ?? far : new()
        {
            ConnectTimeout = near.ConnectTimeout ?? far.ConnectTimeout,
            MaxConnections = near.MaxConnections ?? far.MaxConnections,
            MaxRequests = near.MaxRequests ?? far.MaxRequests,
            MaxPendingRequests = near.MaxPendingRequests ?? far.MaxPendingRequests,
            MaxRequestsPerConnection = near.MaxRequestsPerConnection ?? far.MaxRequestsPerConnection,
            IdleTimeout = near.IdleTimeout ?? far.IdleTimeout,
            MaxConnectionDuration = near.MaxConnectionDuration ?? far.MaxConnectionDuration,
            KeepaliveTime = near.KeepaliveTime ?? far.KeepaliveTime,
            KeepaliveInterval = near.KeepaliveInterval ?? far.KeepaliveInterval,
            KeepaliveProbes = near.KeepaliveProbes ?? far.KeepaliveProbes,
        };
}

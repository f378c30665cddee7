using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>Effective settings in Istio's words, with Mesh's defaults where nobody sets a field.</summary>
internal static class PolicySettings
{
    public static OutlierDetection OutlierDetection(TrafficSettings settings)
    {
        OutlierDetectionSettings outlier = settings.OutlierDetection ?? new OutlierDetectionSettings();
        return new OutlierDetection
        {
            ConsecutiveGatewayErrors = (uint)(outlier.ConsecutiveGatewayErrors ?? 3),
            // Written even when 0: left out, Envoy's own 5 would let an application's 500s move traffic.
            Consecutive5xxErrors = (uint)(outlier.Consecutive5xxErrors ?? 0),
            Interval = outlier.Interval ?? TimeSpan.FromSeconds(5),
            BaseEjectionTime = outlier.BaseEjectionTime ?? TimeSpan.FromSeconds(30),
            MaxEjectionPercent = outlier.MaxEjectionPercent ?? 100,
        };
    }

    public static Api.ConnectionPoolSettings ConnectionPool(TrafficSettings settings, bool http)
    {
        ConnectionPoolSettings pool = settings.ConnectionPool ?? new ConnectionPoolSettings();
        bool limits = pool is not { MaxRequests: null, MaxPendingRequests: null, MaxRequestsPerConnection: null, IdleTimeout: null };
        return new Api.ConnectionPoolSettings
        {
            Tcp = new TcpSettings
            {
                ConnectTimeout = pool.ConnectTimeout ?? TimeSpan.FromSeconds(2),
                MaxConnections = pool.MaxConnections,
                IdleTimeout = http ? null : pool.IdleTimeout,
            },
            Http = http && limits
                ? new HttpSettings
                {
                    Http2MaxRequests = pool.MaxRequests,
                    Http1MaxPendingRequests = pool.MaxPendingRequests,
                    MaxRequestsPerConnection = pool.MaxRequestsPerConnection,
                    IdleTimeout = pool.IdleTimeout,
                }
                : null,
        };
    }

    public static LoadBalancerSettings LoadBalancer(TrafficSettings settings, ValueList<string> failoverPriority) => new()
    {
        Algorithm = settings.LoadBalancing?.Algorithm switch
        {
            LoadBalancingAlgorithm.LeastRequest => new LoadBalancerAlgorithm.Simple(SimpleLoadBalancer.LeastRequest),
            LoadBalancingAlgorithm.RoundRobin => new LoadBalancerAlgorithm.Simple(SimpleLoadBalancer.RoundRobin),
            LoadBalancingAlgorithm.Random => new LoadBalancerAlgorithm.Simple(SimpleLoadBalancer.Random),
            _ => null,
        },
        LocalityLbSetting = new LocalityLbSetting { Enabled = true, FailoverPriority = failoverPriority },
    };

    public static HttpRetry Retries(RetryPlan plan) => plan.Attempts == 0
        // Istio refuses any other field beside zero attempts.
        ? new HttpRetry { Attempts = 0 }
        : new HttpRetry
        {
            Attempts = plan.Attempts,
            PerTryTimeout = plan.PerTryTimeout,
            RetryOn = plan.RetryOn,
            RetryRemoteLocalities = true,
        };
}

using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// What surrounds every request to a cluster, from the outside in: repeating, circuit breaker, limit of concurrency, timeout of one try.
/// Results are looked at, not exceptions: the innermost callback has translated those. All are of one type, for which Polly needs no
/// conversions between its layers.
/// </summary>
internal static class ConnectionPipeline
{
    private static readonly ResiliencePropertyKey<ConnectionCall> CallKey = new("mesh.call");

    public static ResiliencePipeline<IClusterResult> Create(string cluster, ClusterConnectionOptions options)
    {
        var builder = new ResiliencePipelineBuilder<IClusterResult> { Name = "mesh.cluster", TimeProvider = options.TimeProvider };
        if (options.MaxRetries > 0)
        {
            builder.AddRetry(Retry(cluster, options));
        }

        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<IClusterResult>
            {
                FailureRatio = options.BreakerFailureRatio,
                MinimumThroughput = options.BreakerMinimumThroughput,
                SamplingDuration = options.BreakerWindow,
                BreakDuration = options.BreakDuration,
                ShouldHandle = arguments => new(FailureOf(arguments.Outcome) is { IsServersAbsence: true }),
            })
            .AddConcurrencyLimiter(options.MaxConcurrency, queueLimit: int.MaxValue)
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    /// <summary>A context for one request and its tries.</summary>
    public static ResilienceContext Context(ConnectionCall call, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(CallKey, call);
        return context;
    }

    private static RetryStrategyOptions<IClusterResult> Retry(string cluster, ClusterConnectionOptions options) => new()
    {
        MaxRetryAttempts = options.MaxRetries,
        Delay = options.RetryDelay,
        MaxDelay = options.MaxRetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = arguments => new(
            FailureOf(arguments.Outcome) is { } failure
            && arguments.Context.Properties.TryGetValue(CallKey, out ConnectionCall? call)
            && call.MayRepeat(failure, options.MaxRetryAfter)),
        DelayGenerator = arguments => new(FailureOf(arguments.Outcome)?.RetryAfter),
        OnRetry = arguments =>
        {
            options.OnRetry?.Invoke(new RequestRetry(cluster, FailureOf(arguments.Outcome)!.Kind, arguments.RetryDelay));
            return default;
        },
    };

    private static ClusterRequestFailure? FailureOf(Outcome<IClusterResult> outcome) => outcome.Result?.Failure;
}

namespace Mesh.Kubernetes.Connections;

/// <summary>How one cluster is talked to. Every cluster has a pipeline of its own: what happens to one does not touch another.</summary>
public sealed record ClusterConnectionOptions
{
    /// <summary>How long one try may take, the answer's body included. Default: 30 seconds.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is repeated after its first try. Default: 5. 0 turns repeating off.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>The wait before the first repetition; it doubles each time, with jitter. Default: 200 milliseconds.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait that is chosen by us. Default: 10 seconds.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest Retry-After that is waited for. A server that asks for more is not asked again: the request fails with what it said.
    /// Default: 1 minute.
    /// </summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many requests to the cluster are under way at once; watches that stream do not count. Default: 16. Least: 1.</summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>
    /// The share of tries, from 0 to 1, that must fail for want of a working server within <see cref="BreakerWindow"/> for the circuit to open;
    /// then requests fail at once for <see cref="BreakDuration"/>. Default: 0.9.
    /// </summary>
    public double BreakerFailureRatio { get; init; } = 0.9;

    /// <summary>The tries within the window without which the circuit stays closed. Default: 20. Least: 2.</summary>
    public int BreakerMinimumThroughput { get; init; } = 20;

    /// <summary>The time over which failures are counted. Default: 30 seconds. Least: half a second.</summary>
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the circuit stays open before one request is let through as a trial. Default: 5 seconds. Least: half a second.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Whether <c>insecure-skip-tls-verify</c> of a kubeconfig is honoured. Default: <see langword="false"/>, and such a context is refused:
    /// without verification anybody on the way can read the credentials.
    /// </summary>
    public bool AllowInsecureTls { get; init; }

    /// <summary>The User-Agent that the server logs. Default: <c>mesh</c>.</summary>
    public string UserAgent { get; init; } = "mesh";

    /// <summary>Told about every request that is sent once more, from any thread; it must not throw. Default: <see langword="null"/>, nobody.</summary>
    public Action<RequestRetry>? OnRetry { get; init; }

    /// <summary>The clock of waits, timeouts and the circuit. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}

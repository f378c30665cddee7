using Mesh.Diagnostics;

namespace Mesh.Kubernetes.Connections;

/// <summary>How one cluster is talked to. Every cluster has a pipeline of its own: what happens to one does not touch another.</summary>
public sealed record ClusterConnectionOptions
{
    private const int LeastBytes = 64 * 1024;
    private const int MostBytes = 512 * 1024 * 1024;

    /// <summary>
    /// How long one try may take, from connecting, TLS and credentials to the end of the answer's body. Default: 30 seconds. From 10
    /// milliseconds to a day.
    /// </summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is repeated after its first try. Default: 5. 0 turns repeating off. Most: 100.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>
    /// The wait before the first repetition; it doubles each time, with jitter. Default: 200 milliseconds. From 0 to a day.
    /// </summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait that is chosen by us. Default: 10 seconds. From 0 to a day.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest Retry-After that is waited for. A server that asks for more is not asked again: the request fails with what it said;
    /// a watch is resumed after this time. Default: 1 minute. From 0 to a day.
    /// </summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many requests to the cluster are under way at once; watches that stream do not count. Default: 16. From 1 to 10,000.
    /// </summary>
    public int MaxConcurrency { get; init; } = 16;

    /// <summary>
    /// The share of tries, from 0 to 1, that must fail for want of a working server within <see cref="BreakerWindow"/> for the circuit to
    /// open; then requests fail at once for <see cref="BreakDuration"/>. Default: 0.9. From 0 to 1.
    /// </summary>
    public double BreakerFailureRatio { get; init; } = 0.9;

    /// <summary>The tries within the window without which the circuit stays closed. Default: 20. Least: 2.</summary>
    public int BreakerMinimumThroughput { get; init; } = 20;

    /// <summary>The time over which failures are counted. Default: 30 seconds. From half a second to a day.</summary>
    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the circuit stays open before one request is let through as a trial. Default: 5 seconds. From half a second to a day.
    /// </summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest answer that is read, in bytes after decompression; a longer one fails (<see cref="ClusterFailureKind.TooLarge"/>). So
    /// many are in memory at once for each request under way. Default: 64 MiB. From 64 KiB to 512 MiB.
    /// </summary>
    public int MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The longest line of a watch, in bytes: one event with its object. Default: 8 MiB. From 64 KiB to 512 MiB.</summary>
    public int MaxWatchLineBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// How many objects one list may hold over all its pages. A page that is not full counts as full, so that a server cannot go on with
    /// empty ones for ever. Default: 1,000,000. From 1 to 100,000,000.
    /// </summary>
    public int MaxListObjects { get; init; } = 1_000_000;

    /// <summary>
    /// Whether <c>insecure-skip-tls-verify</c> of a kubeconfig is honoured. Default: <see langword="false"/>, and such a context is
    /// refused: without verification anybody on the way can read the credentials. So is a server of <c>http://</c> to which credentials
    /// would go, unless it is on this machine.
    /// </summary>
    public bool AllowInsecureTls { get; init; }

    /// <summary>The User-Agent that the server logs. Default: <c>mesh</c>.</summary>
    public string UserAgent { get; init; } = "mesh";

    /// <summary>
    /// Told about every request that is sent once more, from any thread; it must not throw. Default: <see langword="null"/>, nobody.
    /// </summary>
    public Action<RequestRetry>? OnRetry { get; init; }

    /// <summary>The clock of waits, timeouts and the circuit. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Check()
    {
        OptionRange.Require(AttemptTimeout, TimeSpan.FromMilliseconds(10), OptionRange.Day);
        OptionRange.Require(MaxRetries, 0, 100);
        OptionRange.Require(RetryDelay, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(MaxRetryDelay, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(MaxRetryAfter, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(MaxConcurrency, 1, 10_000);
        OptionRange.Require(BreakerFailureRatio, 0.0, 1.0);
        OptionRange.Require(BreakerMinimumThroughput, 2, int.MaxValue);
        OptionRange.Require(BreakerWindow, TimeSpan.FromSeconds(0.5), OptionRange.Day);
        OptionRange.Require(BreakDuration, TimeSpan.FromSeconds(0.5), OptionRange.Day);
        OptionRange.Require(MaxResponseBytes, LeastBytes, MostBytes);
        OptionRange.Require(MaxWatchLineBytes, LeastBytes, MostBytes);
        OptionRange.Require(MaxListObjects, 1, 100_000_000);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}

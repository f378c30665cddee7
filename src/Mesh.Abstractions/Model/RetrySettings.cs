namespace Mesh;

/// <summary>
/// Which failed requests are tried again, and where. The defaults are the smallest that let no request fail when a cluster dies.
/// </summary>
public sealed record RetrySettings
{
    /// <summary>
    /// Tries after the first one; 0 switches retries off. Default: twice the number of clusters' ranks to fall back to, at least 2, at
    /// most 6.
    /// </summary>
    public int? Attempts { get; init; }

    /// <summary>
    /// How long one try may take; at least 1 ms. Unset by default: a try may take as long as the request, because any limit fails right
    /// answers that take longer and counts them as gateway errors.
    /// </summary>
    public TimeSpan? PerTryTimeout { get; init; }

    /// <summary>
    /// Whether a request may be processed twice without harm. Unset: its method tells, GET, HEAD, OPTIONS, TRACE, PUT and DELETE may
    /// (RFC 9110, 9.2.2). Of requests that may not, only those that never reached a server are repeated
    /// (<c>connect-failure,refused-stream</c>), and some fail while traffic moves.
    /// </summary>
    public bool? Idempotent { get; init; }
}

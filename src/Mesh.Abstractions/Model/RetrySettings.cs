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
    /// How long one try may take; at least 1 ms. Default: a third of the request timeout, at least 1 s; unset without a request timeout.
    /// </summary>
    public TimeSpan? PerTryTimeout { get; init; }

    /// <summary>
    /// Whether a request may be processed twice without harm; default <see langword="true"/>. Where not, only requests that never reached
    /// a server are repeated (<c>connect-failure,refused-stream</c>), and some fail while traffic moves.
    /// </summary>
    public bool? Idempotent { get; init; }
}

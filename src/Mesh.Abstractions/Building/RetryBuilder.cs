using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes which failed requests are tried again.</summary>
public sealed class RetryBuilder : ModelBuilder<RetryBuilder>
{
    internal RetryBuilder(RetrySettings value, string path, List<Diagnostic> problems)
        : base(path, problems) => Value = value;

    internal RetrySettings Value { get; private set; }

    /// <summary>
    /// Sets the number of tries after the first one, 0 to 100; 0 switches retries off. Default: what it takes to reach every rank, at
    /// least 2, at most 6.
    /// </summary>
    /// <param name="attempts">The number.</param>
    /// <returns>The builder.</returns>
    public RetryBuilder WithAttempts(int attempts) => Do(() => Value = Value with { Attempts = attempts });

    /// <summary>Switches retries off: requests fail while traffic moves.</summary>
    /// <returns>The builder.</returns>
    public RetryBuilder Off() => WithAttempts(0);

    /// <summary>
    /// Sets how long one try may take. Default: a third of the request timeout, at least 1 s; unset without a request timeout.
    /// </summary>
    /// <param name="timeout">The limit: whole milliseconds, at least one.</param>
    /// <returns>The builder.</returns>
    public RetryBuilder WithPerTryTimeout(TimeSpan timeout) => Do(() => Value = Value with { PerTryTimeout = timeout });

    /// <summary>Says that a request must not be processed twice: only requests that never reached a server are repeated.</summary>
    /// <returns>The builder.</returns>
    public RetryBuilder NotIdempotent() => Do(() => Value = Value with { Idempotent = false });

    /// <summary>
    /// Says that every request may be processed twice without harm, whatever its method. Where nothing is said the method tells: GET, HEAD,
    /// OPTIONS, TRACE, PUT and DELETE (RFC 9110, 9.2.2).
    /// </summary>
    /// <returns>The builder.</returns>
    public RetryBuilder Idempotent() => Do(() => Value = Value with { Idempotent = true });
}

namespace Mesh;

/// <summary>Requests that are alike go to the same endpoint, as long as it is there (Istio's <c>consistentHash</c>).</summary>
/// <remarks>
/// An affinity, not a promise: the endpoint changes when endpoints come, go, are ejected, or when traffic moves to another cluster, and
/// proxies that see different endpoints first choose differently.
/// </remarks>
public sealed record ConsistentHashSettings
{
    /// <summary>What is hashed.</summary>
    public required HashSource Source { get; init; }

    /// <summary>The name of the header, cookie or query parameter; absent for <see cref="HashSource.SourceIp"/>.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// How long the cookie lasts that the proxy sets where it is missing: whole seconds, 0 for the browser's session; unset means that the
    /// proxy sets none.
    /// </summary>
    public TimeSpan? CookieTtl { get; init; }

    /// <summary>How hashes become endpoints; unset means <see cref="HashTable.Ring"/>.</summary>
    public HashTable? Table { get; init; }

    /// <summary>
    /// The least entries of a ring, up to 8388608, default 1024; or the entries of a Maglev table, a prime below 5000011, default 65537.
    /// </summary>
    public int? TableSize { get; init; }
}

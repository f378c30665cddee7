namespace Mesh.ApiServerDouble.Faults;

/// <summary>A fault for one request.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Whole seconds for the Retry-After header of 429 and 503; null: no header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How long a delay or the pause of a slow body takes, by the server's clock. 1 ms by default.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// What is sent with <see cref="FaultKind.Response"/> and <see cref="FaultKind.ResponseAfter"/>; an empty 200 by default.
    /// </summary>
    public FaultResponse Response { get; init; } = new(200, ReadOnlyMemory<byte>.Empty);
}

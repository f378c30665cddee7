namespace Mesh;

/// <summary>What happens to requests that fit a match.</summary>
public sealed record Route
{
    /// <summary>The requests concerned: those that fit any of the matches; empty means all requests.</summary>
    public ValueList<HttpMatch> Matches { get; init; }

    /// <summary>What is done with them: forward, redirect or answer.</summary>
    public required RouteAction Action { get; init; }

    /// <summary>Headers changed on requests; <see langword="null"/> means none.</summary>
    public HeaderChanges? RequestHeaders { get; init; }

    /// <summary>Headers changed on responses; <see langword="null"/> means none.</summary>
    public HeaderChanges? ResponseHeaders { get; init; }

    /// <summary>Cross-origin rules; <see langword="null"/> means none.</summary>
    public CorsSettings? Cors { get; init; }

    /// <summary>
    /// How long a request may take in all; <see langword="null"/> means: as the effective settings say, else without limit.
    /// </summary>
    public TimeSpan? Timeout { get; init; }
}

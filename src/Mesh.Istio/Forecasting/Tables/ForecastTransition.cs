namespace Mesh.Istio.Forecasting.Tables;

/// <summary>
/// The way into a failure and back: what the client sees between the moment when something fails and the moment when traffic is as before.
/// Taken from simulations with several seeds; <c>Mesh.Istio.Simulation</c> tells how.
/// </summary>
public sealed record ForecastTransition
{
    /// <summary>How many requests the client sends in a second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>How long the failure lasts.</summary>
    public required TimeSpan Outage { get; init; }

    /// <summary>How long the client is watched after everything is back.</summary>
    public required TimeSpan Watched { get; init; }

    /// <summary>The requests sent from the beginning of the failure on.</summary>
    public long Requests { get; init; }

    /// <summary>The requests of these that the client sees fail; the median of all seeds.</summary>
    public long FailedRequests { get; init; }

    /// <summary>The most requests that the client sees fail with any of the seeds.</summary>
    public long MostFailedRequests { get; init; }

    /// <summary>The requests that the client's proxy tries more than once, failed or not; the median of all seeds.</summary>
    public long RetriedRequests { get; init; }

    /// <summary>
    /// The tries of the client's proxy after the first of each request, which Envoy counts (<c>upstream_rq_retry</c>); the median of all
    /// seeds.
    /// </summary>
    public long Retries { get; init; }

    /// <summary>
    /// The time from the beginning of the failure to the last error with any of the seeds; <see langword="null"/> without error.
    /// </summary>
    public TimeSpan? LastErrorAfter { get; init; }

    /// <summary>
    /// The longest time with any of the seeds from the end of the failure until the clusters that answered before answer everything again;
    /// zero when traffic never left, <see langword="null"/> when it is not home at the end.
    /// </summary>
    public TimeSpan? HomeAfter { get; init; }

    /// <summary>The longest time that the client waits for an answer.</summary>
    public TimeSpan LongestWait { get; init; }

    /// <summary>What is lost as long as the failure lasts, and why: the losses of the steady state.</summary>
    public ValueList<ForecastLoss> DroppedForever { get; init; }
}

namespace Mesh.Istio.Pictures;

/// <summary>The requests that were sent during one stretch of a timeline.</summary>
/// <param name="From">When it begins, since the start of the simulation.</param>
/// <param name="Answered">How many each cluster answered, in the order of <see cref="Timeline.Clusters"/>.</param>
/// <param name="Failed">How many failed for their callers.</param>
/// <param name="Retried">How many were tried more than once, failed or not.</param>
/// <param name="Median">The time that half of the callers waited at most; zero without requests.</param>
/// <param name="P99">The time that 99 of 100 callers waited at most; zero without requests.</param>
public sealed record TimelineBin(TimeSpan From, ValueList<long> Answered, long Failed, long Retried, TimeSpan Median, TimeSpan P99)
{
    /// <summary>All requests of the stretch.</summary>
    public long Requests => Answered.Sum() + Failed;
}

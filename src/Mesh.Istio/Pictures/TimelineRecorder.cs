using System.Globalization;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Pictures;

/// <summary>
/// Makes a <see cref="Timeline"/> of a simulation: give <see cref="Add"/> to <see cref="SimulationBuilder.WithRequests"/>, run, then
/// <see cref="Build"/>. Not thread-safe; for one simulation.
/// </summary>
public sealed class TimelineRecorder
{
    private const string Elsewhere = "elsewhere";

    private readonly TimeSpan _binLength;
    private readonly List<SimulatedRequest> _requests = [];

    /// <summary>Makes a recorder.</summary>
    /// <param name="binLength">How long each stretch of the timeline is, more than zero. Default: one second.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive.</exception>
    public TimelineRecorder(TimeSpan? binLength = null)
    {
        _binLength = binLength ?? TimeSpan.FromSeconds(1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(_binLength, TimeSpan.Zero, nameof(binLength));
    }

    /// <summary>Takes one request.</summary>
    /// <param name="request">The request.</param>
    public void Add(SimulatedRequest request) => _requests.Add(request);

    /// <summary>Makes the timeline of what was recorded.</summary>
    /// <param name="result">The result of the same simulation: its question and its events.</param>
    /// <returns>The timeline.</returns>
    public Timeline Build(SimulationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string[] clusters = [.. _requests.Where(request => !request.Failed).Select(ClusterOf)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        long last = _requests.Count == 0 ? -1 : _requests.Max(request => request.Started.Ticks) / _binLength.Ticks;
        ILookup<long, SimulatedRequest> byBin = _requests.ToLookup(request => request.Started.Ticks / _binLength.Ticks);
        return new Timeline
        {
            Title = string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Client} to {result.Host}:{result.Port}: {result.Requests} requests, {result.Failed} failed, {result.Retried} "
                    + $"retried"),
            BinLength = _binLength,
            Clusters = [.. clusters],
            Bins = [.. Enumerable.Range(0, (int)(last + 1)).Select(bin => BinOf(_binLength * bin, [.. byBin[bin]], clusters))],
            Marks = [.. result.Events.Select(seen => new TimelineMark(seen.At, seen.What))],
        };
    }

    private static TimelineBin BinOf(TimeSpan from, SimulatedRequest[] requests, string[] clusters)
    {
        ILookup<string, SimulatedRequest> answered = requests.Where(request => !request.Failed).ToLookup(ClusterOf, StringComparer.Ordinal);
        TimeSpan[] waits = [.. requests.Select(request => request.Duration).Order()];
        return new TimelineBin(
            from,
            [.. clusters.Select(cluster => (long)answered[cluster].Count())],
            requests.Count(request => request.Failed),
            requests.Count(request => request.Attempts > 1),
            Quantile(waits, 0.5),
            Quantile(waits, 0.99));
    }

    // The nearest rank: the smallest wait that so many waits do not exceed.
    private static TimeSpan Quantile(TimeSpan[] sorted, double part) =>
        sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];

    private static string ClusterOf(SimulatedRequest request) => request.Cluster.Length > 0 ? request.Cluster : Elsewhere;
}

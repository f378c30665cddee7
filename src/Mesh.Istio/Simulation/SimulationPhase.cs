using System.Globalization;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Simulation;

/// <summary>The requests that were sent between two events.</summary>
/// <param name="Name">What began the phase, in words.</param>
/// <param name="From">When it began.</param>
public sealed record SimulationPhase(string Name, TimeSpan From)
{
    /// <summary>The requests sent.</summary>
    public long Requests { get; init; }

    /// <summary>Those that their callers saw fail.</summary>
    public long Failed { get; init; }

    /// <summary>Those that the caller's proxy tried more than once, failed or not.</summary>
    public long Retried { get; init; }

    /// <summary>The tries of the caller's proxy after the first of each request, which Envoy counts (<c>upstream_rq_retry</c>).</summary>
    public long Retries { get; init; }

    /// <summary>Who answered, most requests first.</summary>
    public ValueList<SimulationDestination> Destinations { get; init; }

    /// <summary>The part of the phase's requests that a cluster answered.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>Percent, from 0 to 100; 0 without requests.</returns>
    public double PercentTo(string cluster) =>
        Requests == 0 ? 0 : 100.0 * Destinations.Sum(destination => destination.Cluster == cluster ? destination.Requests : 0) / Requests;

    /// <summary>
    /// The phase on one line: the percentages of the clusters that answered, in ordinal order of their names, and of what failed; they add
    /// up to 100.
    /// </summary>
    /// <returns>A text for people.</returns>
    public override string ToString()
    {
        (string Name, long Requests)[] parts = [.. Destinations
            .GroupBy(destination => destination.Cluster.Length > 0 ? destination.Cluster : "elsewhere", StringComparer.Ordinal)
            .Select(group => (group.Key, group.Sum(destination => destination.Requests)))
            .OrderBy(part => part.Key, StringComparer.Ordinal)
            .Append(("failed", Failed))];
        string[] percents = Percentages.Of([.. parts.Select(part => Requests == 0 ? 0 : 100.0 * part.Requests / Requests)]);
        string shares = string.Join(", ", parts.Zip(percents, (part, percent) => $"{percent} % {part.Name}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: {(Requests == 0 ? "no request" : $"{shares} of {Requests} requests, {Retried} retried ({Retries} retries)")}");
    }
}

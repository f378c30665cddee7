using Mesh.Diagnostics;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Simulation;

/// <summary>Adds traffic to the questions of a forecast.</summary>
public static class ForecastQueryExtensions
{
    /// <summary>Asks also for the way there and back: failed and retried requests, and times.</summary>
    /// <param name="query">The question.</param>
    /// <param name="requestsPerSecond">How many requests the client sends in a second, from 0.00001 to 1,000,000.</param>
    /// <param name="outage">How long the failure lasts: more than 0, at most 100 days.</param>
    /// <param name="watched">How long the client is watched after everything is back, from 0 to 100 days. Default: 2 minutes.</param>
    /// <param name="timings">How long things take; the defaults when <see langword="null"/>.</param>
    /// <returns>The question, to be asked for a failure. Its work grows with rate and durations,
    /// about a second for every million requests.</returns>
    public static RunningForecastQuery WhileRunning(
        this ForecastQuery query, double requestsPerSecond, TimeSpan outage, TimeSpan? watched = null, SimulationTimings? timings = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        SimulationRange.RequireRate(requestsPerSecond);
        OptionRange.Require(outage, TimeSpan.FromTicks(1), SimulationRange.LongestOutage);
        OptionRange.Require(watched ?? TimeSpan.Zero, TimeSpan.Zero, SimulationRange.LongestOutage, nameof(watched));
        timings?.Check();
        return new RunningForecastQuery(
            query, requestsPerSecond, outage, watched ?? TimeSpan.FromMinutes(2), timings ?? new SimulationTimings());
    }
}

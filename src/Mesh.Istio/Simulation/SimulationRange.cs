using System.Runtime.CompilerServices;
using Mesh.Diagnostics;

namespace Mesh.Istio.Simulation;

/// <summary>What can be simulated: times that can be added up, and work that ends.</summary>
internal static class SimulationRange
{
    /// <summary>How many callers there may be: each has a request under way, in memory.</summary>
    public const int MostCallers = 1_000_000;

    /// <summary>A year: what happens later is not asked for but a mistake.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(365);

    /// <summary>How long an outage, or the time after it, may be, so that both are within <see cref="Longest"/>.</summary>
    public static TimeSpan LongestOutage { get; } = TimeSpan.FromDays(100);

    /// <exception cref="ArgumentOutOfRangeException">There is no such rate.</exception>
    public static void RequireRate(double requestsPerSecond, [CallerArgumentExpression(nameof(requestsPerSecond))] string name = "") =>
        OptionRange.Require(requestsPerSecond, 0.00001, 1_000_000, name);

    /// <exception cref="ArgumentOutOfRangeException">The time is before the start, or later than can be simulated.</exception>
    public static void RequireTime(TimeSpan time, [CallerArgumentExpression(nameof(time))] string name = "") =>
        OptionRange.Require(time, TimeSpan.Zero, Longest, name);
}

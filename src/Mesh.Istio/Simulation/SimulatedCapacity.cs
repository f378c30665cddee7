using Mesh.Diagnostics;

namespace Mesh.Istio.Simulation;

/// <summary>
/// How a pod works: some requests at once, the others wait in the order in which they came. A request whose caller gave up is worked on
/// all the same, as servers do that notice it only when they answer.
/// </summary>
public sealed record SimulatedCapacity
{
    /// <summary>How long it works on a request.</summary>
    public required ServiceTime ServiceTime { get; init; }

    /// <summary>How many requests it works on at once. Default: 1. From 1 to 100,000.</summary>
    public int Concurrency { get; init; } = 1;

    /// <summary>How many requests may wait; to one more it answers 503 at once. Default: any number. Least: 0.</summary>
    public int QueueLimit { get; init; } = int.MaxValue;

    /// <summary>
    /// How many times as long it works right after it started, because its caches are cold. Default: 1. From 1 to 1,000.
    /// </summary>
    public double ColdFactor { get; init; } = 1;

    /// <summary>How long until its caches are warm; the factor falls evenly until then. Default: 0. From 0 to a day.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(ServiceTime);
        OptionRange.Require(Concurrency, 1, 100_000);
        OptionRange.Require(QueueLimit, 0, int.MaxValue);
        OptionRange.Require(ColdFactor, 1.0, 1000.0);
        OptionRange.Require(WarmUp, TimeSpan.Zero, OptionRange.Day);
    }
}

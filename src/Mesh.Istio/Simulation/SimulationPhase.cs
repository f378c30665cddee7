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

    /// <summary>Who answered, most requests first.</summary>
    public ValueList<SimulationDestination> Destinations { get; init; }

    /// <summary>The part of the phase's requests that a cluster answered.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <returns>Percent, from 0 to 100; 0 without requests.</returns>
    public double PercentTo(string cluster) =>
        Requests == 0 ? 0 : 100.0 * Destinations.Sum(destination => destination.Cluster == cluster ? destination.Requests : 0) / Requests;
}

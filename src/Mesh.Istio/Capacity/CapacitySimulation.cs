using Mesh.Istio.Simulation;

namespace Mesh.Istio.Capacity;

/// <summary>Simulations in which pods carry what a table says.</summary>
public static class CapacitySimulation
{
    /// <summary>
    /// Lets pods carry what a table says: they work on as many requests at once as it says, one where it does not, each for as long as
    /// makes it the rate. What the table does not name works on everything at once.
    /// </summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="capacities">What pods carry.</param>
    /// <param name="serviceTime">
    /// The distribution for a mean; <see langword="null"/>, the default: every request takes the same time.
    /// </param>
    /// <returns>The builder.</returns>
    public static SimulationBuilder WithCapacities(
        this SimulationBuilder simulation, CapacityTable capacities, Func<TimeSpan, ServiceTime>? serviceTime = null)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(capacities);
        foreach ((string key, PodCapacity capacity) in capacities.Pods)
        {
            if (capacity.RequestsPerSecond is not { } rate)
            {
                continue;
            }

            int space = key.IndexOf(' ', StringComparison.Ordinal);
            int concurrency = capacity.Concurrency ?? 1;
            var mean = TimeSpan.FromTicks((long)Math.Round(concurrency / rate * TimeSpan.TicksPerSecond));
            simulation.With(
                key[(space + 1)..],
                new SimulatedCapacity { Concurrency = concurrency, ServiceTime = (serviceTime ?? ServiceTime.Fixed)(mean) },
                space < 0 ? null : key[..space]);
        }

        return simulation;
    }
}

using Mesh.Istio.Failures;
using Mesh.Istio.Simulation.Engine;

namespace Mesh.Istio.Simulation;

/// <content>Requests that come at random, and pods that can do only so much.</content>
public sealed partial class SimulationBuilder
{
    /// <summary>
    /// Sends requests independently of each other at a mean rate, as many users do (a Poisson process), whether earlier ones are answered
    /// or not.
    /// </summary>
    /// <param name="requestsPerSecond">The mean rate, from 0.00001 (about one a day) to 1,000,000.</param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithRandomRate(double requestsPerSecond)
    {
        WithRate(requestsPerSecond);
        _plan.IsRandom = true;
        return this;
    }

    /// <summary>
    /// Lets pods work on some requests at once while others wait; without, they work on everything at once. Not for TCP.
    /// </summary>
    /// <param name="workload"><c>namespace/name</c> of a workload, or of a Service in front of its pods.</param>
    /// <param name="capacity">How each of its pods works.</param>
    /// <param name="cluster">The cluster in which it is so; <see langword="null"/>, the default: every one of which nothing else is said.
    /// </param>
    /// <returns>This builder.</returns>
    public SimulationBuilder WithCapacity(string workload, SimulatedCapacity capacity, string? cluster = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(workload);
        ArgumentNullException.ThrowIfNull(capacity);
        capacity.Check();
        if (!PodQueues.Exists(_plan, cluster, workload))
        {
            _plan.Diagnostics.Add(FailureDiagnostics.FailureWithoutTarget.At(
                workload, $"No pod of {cluster ?? "any cluster"} is of {workload}, so it has no capacity.", "Correct the name."));
        }

        return With(workload, capacity, cluster);
    }

    /// <summary>The same for a name that need not be there.</summary>
    internal SimulationBuilder With(string workload, SimulatedCapacity capacity, string? cluster)
    {
        _plan.Capacities[(cluster ?? "", workload)] = capacity;
        return this;
    }
}

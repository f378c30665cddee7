using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Apply;
using Mesh.Istio.Capacity;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;

namespace Mesh.Istio.Movement;

/// <summary>Gates that many need.</summary>
public static class MovementGates
{
    /// <summary>
    /// Opens while the load after the step, forecast with what is observed in the clusters now, overloads nobody and loses nothing. It
    /// stays shut where a cluster cannot be read: what is there is not known.
    /// </summary>
    /// <param name="connections">The connections to the clusters. The caller disposes of them.</param>
    /// <param name="capacities">What pods carry; <see langword="null"/>: what the model of the step says.</param>
    /// <param name="headroom">The part of every pod's capacity that stays free, from 0 to less than 1. Default: 0.</param>
    /// <param name="options">What is read; the defaults when <see langword="null"/>.</param>
    /// <returns>The gate, for <see cref="MovementRunnerOptions.Before"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The headroom is out of its range.</exception>
    public static MovementGate Forecast(
        IEnumerable<ClusterConnection> connections, CapacityTable? capacities = null, double headroom = 0,
        LiveInventoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connections);
        OptionRange.Require(headroom, 0, 0.999);
        ClusterConnection[] clusters = [.. connections];
        return async (context, cancellationToken) =>
        {
            Inventory live = await Inventory.ReadAsync(clusters, options, cancellationToken).ConfigureAwait(false);
            return live.Diagnostics.Errors.FirstOrDefault() is { } error ? GateDecision.Stop($"{error.Code} {error.Path}: {error.Message}")
                : Judge(context.Step, live, capacities, headroom);
        };
    }

    /// <summary>Opens while a measured part of requests that fail is not above a bound.</summary>
    /// <param name="measure">Measures: failed requests by all requests, from 0 to 1.</param>
    /// <param name="most">The most that may fail, from 0 to 1.</param>
    /// <returns>The gate, for <see cref="MovementRunnerOptions.After"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is out of its range.</exception>
    public static MovementGate ErrorRate(Func<CancellationToken, Task<double>> measure, double most)
    {
        ArgumentNullException.ThrowIfNull(measure);
        OptionRange.Require(most, 0.0, 1.0);
        return async (_, cancellationToken) =>
        {
            double failed = await measure(cancellationToken).ConfigureAwait(false);
            // What is not a number was not measured.
            return failed <= most ? GateDecision.Proceed : GateDecision.Stop(string.Create(
                CultureInfo.InvariantCulture, $"{100 * failed:0.##} % of the requests fail, at most {100 * most:0.##} % may."));
        };
    }

    private static GateDecision Judge(MovementStep step, Inventory live, CapacityTable? capacities, double headroom)
    {
        if (step is not { Model: { } model, Demand: { } demand })
        {
            return GateDecision.Stop("The step was read from a file: it has no model.");
        }

        LoadForecast load = new LoadForecaster(
            new IstioGenerator().Generate(model, live), live, demand, capacities ?? CapacityTable.Of(model)).Now();
        return load.Diagnostics.Errors.FirstOrDefault() is { } error ? GateDecision.Stop($"{error.Code} {error.Path}: {error.Message}")
            : load.Lost.FirstOrDefault(lost => !lost.IsUnknown) is { } lost
                ? GateDecision.Stop($"{LoadText.Rate(lost.RequestsPerSecond)} requests/s to {lost.Host} would be lost: {lost.Reason}.")
            : load.Overloaded(headroom).MaxBy(pod => pod.Utilisation) is { } worst
                ? GateDecision.Stop(
                    $"{worst.Pod} of {worst.Workload} in {worst.Cluster} would be at {LoadText.Percent(worst.Utilisation ?? 0)} % "
                        + "of what it carries.")
            : GateDecision.Proceed;
    }
}

using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Capacity.Engine;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Capacity;

/// <summary>
/// Forecasts how many requests come to which cluster, service and pod in the steady state of a failure, and whether they carry them.
/// Thread-safe. Answers do not depend on the number of cores.
/// </summary>
public sealed class LoadForecaster
{
    private readonly LoadMesh _mesh;

    /// <summary>Takes the resources of all clusters, what was observed in them, who sends what, and what pods carry.</summary>
    /// <param name="resources">The Istio resources per cluster.</param>
    /// <param name="inventory">The inventory.</param>
    /// <param name="demand">The demand.</param>
    /// <param name="capacities">What pods carry; <see langword="null"/> or what is not in it: nobody knows.</param>
    public LoadForecaster(MeshResources resources, Inventory inventory, Demand demand, CapacityTable? capacities = null)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentNullException.ThrowIfNull(demand);
        _mesh = new LoadMesh(resources, inventory, demand, capacities ?? CapacityTable.Empty);
    }

    private LoadForecaster(LoadMesh mesh) => _mesh = mesh;

    /// <summary>The load as things were observed.</summary>
    /// <returns>The forecast.</returns>
    public LoadForecast Now() => _mesh.Now;

    /// <summary>The load when something fails, before any autoscaler answers.</summary>
    /// <param name="configure">Says what fails; several failures add up.</param>
    /// <returns>The forecast. Names that do not exist are among its diagnostics.</returns>
    public LoadForecast When(Action<FailureBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return _mesh.When([configure]);
    }

    /// <summary>The load when something fails, after autoscalers have made their pods: where these are is forecast too.</summary>
    /// <param name="configure">Says what fails; several failures add up.</param>
    /// <returns>The forecast with the pods that there are then.</returns>
    public LoadForecast AfterScaling(Action<FailureBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Scaling.After(_mesh, configure);
    }

    /// <summary>The load in many failures.</summary>
    /// <param name="configure">Says which failures; the first row, that nothing fails, is always there.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The table.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public LoadTable Table(Action<FailureListBuilder> configure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var failures = new FailureListBuilder(_mesh.Mesh);
        configure(failures);
        var cells = new LoadForecast[failures.Failures.Count];
        _ = _mesh.Now;
        Parallel.For(0, cells.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
            cells[i] = _mesh.When([failures.Failures[i]]));
        return new LoadTable(cells.ToValueList());
    }

    /// <summary>
    /// Proves that in the steady state of any failure of some size nobody loses requests and no pod gets more than it carries, or finds the
    /// smallest failure in which that is not so.
    /// </summary>
    /// <param name="atOnce">How many things may fail at once; 0 looks at the state as observed.</param>
    /// <param name="headroom">The part of every pod's capacity that has to stay free, from 0 to less than 1. Default: 0.</param>
    /// <param name="scopes">What can fail. Default: clusters, zones and gateways.</param>
    /// <param name="progress">Told after each combination, from any thread.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The proof.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public LoadProof SurvivesAny(
        int atOnce, double headroom = 0, FailureScopes scopes = FailureScopes.Default, IProgress<ForecastProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atOnce);
        OptionRange.Require(headroom, 0, 0.999);
        return new LoadSearch(_mesh, scopes, progress, cancellationToken).Prove(atOnce, headroom);
    }

    /// <summary>
    /// What is missing for no pod to get more than it carries in any failure of some size: the least pods, found place by place and checked
    /// by a forecast with them, or the least demand that would have to stay away.
    /// </summary>
    /// <param name="atOnce">How many things may fail at once; 0 looks at the state as observed.</param>
    /// <param name="headroom">The part of every pod's capacity that has to stay free, from 0 to less than 1. Default: 0.</param>
    /// <param name="scopes">What can fail. Default: clusters, zones and gateways.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The shortfall; empty when nothing is missing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Shortfall Shortfall(
        int atOnce, double headroom = 0, FailureScopes scopes = FailureScopes.Default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atOnce);
        OptionRange.Require(headroom, 0, 0.999);
        var search = new LoadSearch(_mesh, scopes, null, cancellationToken);
        return new ShortfallSearch(_mesh, headroom, cancellationToken).Find([.. search.Combinations(atOnce)]);
    }

    /// <summary>What is missing in one failure.</summary>
    /// <param name="configure">Says what fails; several failures add up.</param>
    /// <param name="headroom">The part of every pod's capacity that has to stay free, from 0 to less than 1. Default: 0.</param>
    /// <returns>The shortfall; empty when nothing is missing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Shortfall ShortfallWhen(Action<FailureBuilder> configure, double headroom = 0)
    {
        ArgumentNullException.ThrowIfNull(configure);
        OptionRange.Require(headroom, 0, 0.999);
        return new ShortfallSearch(_mesh, headroom, default).Find([[configure]]);
    }

    /// <summary>How much demand there may be until the first pod is full, now and in failures, and which pod would add most.</summary>
    /// <param name="atOnce">How many things may fail at once; 0 looks at the state as observed. Default: 1.</param>
    /// <param name="scopes">What can fail. Default: clusters, zones and gateways.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atOnce"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public LoadSensitivity Sensitivity(
        int atOnce = 1, FailureScopes scopes = FailureScopes.Default, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atOnce);
        var search = new LoadSearch(_mesh, scopes, null, cancellationToken);
        return SensitivitySearch.Find(_mesh, [.. search.Combinations(atOnce)], cancellationToken);
    }

    /// <summary>The same questions about another inventory.</summary>
    /// <param name="inventory">The inventory.</param>
    /// <returns>A new forecaster.</returns>
    public LoadForecaster With(Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        return new LoadForecaster(_mesh.With(inventory));
    }
}

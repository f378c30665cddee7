using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Forecasting;

/// <summary>
/// Calls that are forecast together, for many failures, on all cores. Made by <see cref="Forecaster.ForCalls"/>. Answers do not depend on
/// the number of cores. Thread-safe.
/// </summary>
public sealed class ForecastCalls
{
    private readonly ObservedMesh _mesh;
    private readonly Lazy<EveryRoute> _routes;

    internal ForecastCalls(ObservedMesh mesh, IEnumerable<ForecastQuery> calls)
    {
        _mesh = mesh;
        _routes = new Lazy<EveryRoute>(() => new EveryRoute(calls));
    }

    /// <summary>How many calls there are; of a host with several routes one for each.</summary>
    public int Count => _routes.Value.Calls.Count;

    /// <summary>
    /// Forecasts every call for every failure. What calls of several clients, or several failures, have in common is answered and held
    /// once; a row makes its forecasts when it is read.
    /// </summary>
    /// <param name="configure">Says which failures; without any call there is one column, in which nothing fails.</param>
    /// <param name="progress">Told after each failure, from any thread.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The table.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ForecastTable Table(
        Action<FailureListBuilder> configure, IProgress<ForecastProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var failures = new FailureListBuilder(_mesh);
        configure(failures);
        return new TableMaker(_mesh, _routes.Value, [.. failures.Failures.Select(_mesh.NewFailure)], progress, cancellationToken).Make();
    }

    /// <summary>
    /// Proves that no call loses requests in the steady state of any failure of some size, or finds the smallest failure in which one
    /// does. A call whose client is itself in what fails loses nothing. Every combination is covered: of 20 things 21 alone, 211 in
    /// pairs, 1,351 in threes. Forecast are those of things that a call, or what it falls back to, can touch; any other combination has
    /// the answer of what it shares with one of them.
    /// </summary>
    /// <param name="atOnce">How many things may fail at once; 0 looks at the state as observed.</param>
    /// <param name="scopes">What can fail. Default: clusters, zones and gateways.</param>
    /// <param name="progress">Told after each combination, from any thread.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The proof.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atOnce"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public SurvivalProof SurvivesAny(
        int atOnce, FailureScopes scopes = FailureScopes.Default, IProgress<ForecastProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(atOnce);
        return new Survival(
            _mesh, _routes.Value.Calls, _routes.Value.Left, [.. EveryFailure.Of(_mesh, scopes)],
            EveryFailure.NotIn(scopes).ToValueList(), progress, cancellationToken)
            .Prove(atOnce);
    }
}

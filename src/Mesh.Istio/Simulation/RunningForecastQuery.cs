using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Simulation;

/// <summary>A forecast's question with traffic: it also tells what the client sees on the way there and back.</summary>
public sealed class RunningForecastQuery
{
    private const int Seeds = 5;
    private readonly ForecastQuery _query;
    private readonly double _rate;
    private readonly TimeSpan _outage;
    private readonly TimeSpan _watched;
    private readonly SimulationTimings _timings;

    internal RunningForecastQuery(ForecastQuery query, double rate, TimeSpan outage, TimeSpan watched, SimulationTimings timings)
    {
        _query = query;
        _rate = rate;
        _outage = outage;
        _watched = watched;
        _timings = timings;
    }

    // Long enough for the proxies to know who answers while nothing fails.
    private static TimeSpan Before => TimeSpan.FromSeconds(5);

    /// <summary>Where traffic goes when something fails, and what the client sees until then and until it is home again.</summary>
    /// <param name="configure">Says what fails; several failures add up.</param>
    /// <param name="cancellationToken">Stops the simulations.</param>
    /// <returns>The forecast with its <see cref="Forecast.Transition"/>; without one where the
    /// question itself cannot be answered.</returns>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Forecast When(Action<FailureBuilder> configure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Forecast forecast = _query.When(configure);
        SimulationResult[] runs = [.. Enumerable.Range(1, Seeds).Select(seed => Run(configure, (ulong)seed, cancellationToken))];
        return runs[0].Requests == 0 ? forecast : forecast with { Transition = Summary(runs, forecast) };
    }

    private SimulationResult Run(Action<FailureBuilder> configure, ulong seed, CancellationToken cancellationToken)
    {
        FoundClient found = _query.Client.Found;
        return Simulator.Question(
            _query.Client.Mesh, $"{_query.Client.Cluster} {_query.Client.Workload}", found,
            _query.Host, _query.Port, _query.Request)
            .WithTimings(_timings)
            .WithSeed(seed)
            .WithRate(_rate)
            .For(Before + _outage + _watched)
            .At(Before, configure)
            .RecoverAt(Before + _outage)
            .Run(cancellationToken);
    }

    private ForecastTransition Summary(SimulationResult[] runs, Forecast forecast)
    {
        TimeSpan?[] errors = [.. runs.Select(run => run.LastError - Before)];
        return new ForecastTransition
        {
            RequestsPerSecond = _rate,
            Outage = _outage,
            Watched = _watched,
            Requests = runs[0].Phases.Skip(1).Sum(phase => phase.Requests),
            FailedRequests = Median(runs.Select(run => run.Phases.Skip(1).Sum(phase => phase.Failed))),
            MostFailedRequests = runs.Max(run => run.Phases.Skip(1).Sum(phase => phase.Failed)),
            RetriedRequests = Median(runs.Select(run => run.Phases.Skip(1).Sum(phase => phase.Retried))),
            Retries = Median(runs.Select(run => run.Phases.Skip(1).Sum(phase => phase.Retries))),
            LastErrorAfter = errors.Max(),
            HomeAfter = runs.All(run => run.IsHome) ? runs.Max(HomeAfter) : null,
            LongestWait = runs.Max(run => run.LongestWait),
            DroppedForever = forecast.Losses,
        };
    }

    private TimeSpan HomeAfter(SimulationResult run)
    {
        TimeSpan after = (run.HomeAgain ?? TimeSpan.Zero) - Before - _outage;
        return after > TimeSpan.Zero ? after : TimeSpan.Zero;
    }

    private static long Median(IEnumerable<long> values) => values.Order().ElementAt(Seeds / 2);
}

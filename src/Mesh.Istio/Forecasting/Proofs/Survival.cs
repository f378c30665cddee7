using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Forecasting.Proofs;

/// <summary>
/// Looks for the smallest combination of failures in which a call loses requests. A combination is forecast for a call only where each of
/// its failures could change the answer beside the others; of any other a smaller one has the same answer.
/// </summary>
internal sealed class Survival(
    ObservedMesh mesh, IReadOnlyList<AskedCall> calls, IEnumerable<string> assumed, Action<FailureBuilder>[] failures,
    ValueList<string> notFailed, IProgress<ForecastProgress>? progress,
    CancellationToken cancellationToken)
{
    // Large enough to keep all cores busy, small enough to hold in memory.
    private const int ChunkSize = 1024;

    private readonly FailureBuilder[] _described = [.. failures.Select(mesh.NewFailure)];
    private readonly ObservedFates _fates = new();
    private readonly HashSet<string> _assumptions = new(StringComparer.Ordinal);
    private long _covered;
    private long _forecasts;
    private long _total;

    public SurvivalProof Prove(int atOnce)
    {
        int count = _described.Length;
        int most = Math.Min(atOnce, count);
        _total = Enumerable.Range(0, most + 1).Aggregate(
            0L, (sum, size) => Combinations.Add(sum, Combinations.Count(count, size)));
        var concerns = new Concerns(mesh, _described);
        var level = new Dictionary<Combination, HashSet<int>> { [Combination.None] = [.. Enumerable.Range(0, calls.Count)] };
        for (int size = 0; size <= most; size++)
        {
            var next = new Dictionary<Combination, HashSet<int>>();
            foreach (Combination[] chunk in level.Keys.Order().Chunk(ChunkSize))
            {
                if (Search(chunk, level, concerns, size < most ? next : null) is ({ } combination, { } found))
                {
                    return Result(atOnce, Combinations.Add(_covered, Combinations.Rank(count, combination.Numbers) + 1), found);
                }
            }

            _covered = Combinations.Add(_covered, Combinations.Count(count, size));
            progress?.Report(new ForecastProgress(_covered, _total));
            level = next;
        }

        return Result(atOnce, _covered, null);
    }

    private SurvivalProof Result(int atOnce, long combinations, Forecast? counterexample) => new()
    {
        AtOnce = atOnce,
        Failures = _described.Select(failure => string.Join(" and ", failure.Descriptions)).ToValueList(),
        NotFailed = notFailed,
        Calls = calls.Count,
        Combinations = combinations,
        Forecasts = _forecasts,
        Counterexample = counterexample,
        Assumptions = counterexample?.Assumptions ?? _assumptions.Concat(assumed).Distinct().Order(StringComparer.Ordinal)
            .ToValueList(),
    };

    // The first combination with a loss, whatever the number of cores, and what was seen on the way.
    private (Combination? Combination, Forecast? Found) Search(
        Combination[] chunk, Dictionary<Combination, HashSet<int>> level, Concerns concerns, Dictionary<Combination, HashSet<int>>? next)
    {
        var seen = new Seen?[chunk.Length];
        Parallel.For(0, chunk.Length, new ParallelOptions { CancellationToken = cancellationToken }, (i, state) =>
        {
            seen[i] = Look(chunk[i], level[chunk[i]], concerns);
            progress?.Report(new ForecastProgress(Combinations.Add(_covered, i + 1), _total));
            if (seen[i]!.Worst is not null)
            {
                // All before this one still run.
                state.Break();
            }
        });
        for (int i = 0; i < chunk.Length && seen[i] is { } looked; i++)
        {
            _forecasts += level[chunk[i]].Count;
            _assumptions.UnionWith(looked.Assumptions);
            if (looked.Worst is not null)
            {
                return (chunk[i], looked.Worst);
            }

            foreach ((int call, FailureSet touched) in next is null ? [] : looked.Touched)
            {
                Extend(chunk[i], call, touched, next!);
            }
        }

        return (null, null);
    }

    private static void Extend(Combination combination, int call, FailureSet touched, Dictionary<Combination, HashSet<int>> next)
    {
        foreach (int failure in touched.Numbers())
        {
            if (combination.Contains(failure))
            {
                continue;
            }

            Combination longer = combination.With(failure);
            if (!next.TryGetValue(longer, out HashSet<int>? called))
            {
                next.Add(longer, called = []);
            }

            called.Add(call);
        }
    }

    private Seen Look(Combination combination, HashSet<int> called, Concerns concerns)
    {
        FailureBuilder[] failing = [.. combination.Numbers.Select(failure => _described[failure])];
        var words = new DescribedFailure(
            failing.SelectMany(failure => failure.Descriptions).ToValueList(),
            failing.SelectMany(failure => failure.Diagnostics).ToValueList());
        var tracer = new EndpointTracer(
            new FailedWorld(mesh, FailedParts.All(failing.Select(failure => failure.Parts))), concerns, _fates, combination.Numbers);
        var seen = new Seen();
        foreach (int call in called.Order())
        {
            cancellationToken.ThrowIfCancellationRequested();
            FailureSet before = tracer.Touches.Begin();
            Forecast forecast = calls[call].Query.In(words, tracer);
            seen.Touched.Add((call, tracer.Touches.End(before)));
            seen.Assumptions.UnionWith(forecast.Assumptions);
            if (forecast.LosesRequests && (seen.Worst is null || forecast.LostPercent > seen.Worst.LostPercent))
            {
                seen.Worst = forecast;
            }
        }

        return seen;
    }

    private sealed class Seen
    {
        public List<(int Call, FailureSet Touched)> Touched { get; } = [];

        public HashSet<string> Assumptions { get; } = new(StringComparer.Ordinal);

        public Forecast? Worst { get; set; }
    }
}

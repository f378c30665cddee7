using System.Collections.Concurrent;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Forecasting.Proofs;

/// <summary>Looks for the smallest combination of failures in which a call loses requests.</summary>
internal sealed class Survival(
    ObservedMesh mesh, ValueList<ForecastQuery> calls, IEnumerable<string> assumed, Action<FailureBuilder>[] failures,
    ValueList<string> notFailed, IProgress<ForecastProgress>? progress,
    CancellationToken cancellationToken)
{
    // Large enough to keep all cores busy, small enough to hold in memory.
    private const int ChunkSize = 1024;

    private readonly ConcurrentDictionary<string, bool> _assumptions = new(StringComparer.Ordinal);
    private long _done;
    private long _total;

    public SurvivalProof Prove(int atOnce)
    {
        int most = Math.Min(atOnce, failures.Length);
        _total = Enumerable.Range(0, most + 1).Aggregate(
            0L, (sum, size) => Combinations.Add(sum, Combinations.Count(failures.Length, size)));
        long proven = 0;
        for (int size = 0; size <= most; size++)
        {
            foreach (int[][] chunk in Combinations.Of(failures.Length, size).Chunk(ChunkSize))
            {
                (Forecast? found, int index) = Search(chunk);
                proven += found is null ? chunk.Length : index + 1;
                if (found is not null)
                {
                    return Result(atOnce, proven, found);
                }
            }
        }

        return Result(atOnce, proven, null);
    }

    private SurvivalProof Result(int atOnce, long combinations, Forecast? counterexample) => new()
    {
        AtOnce = atOnce,
        Failures = failures.Select(Describe).ToValueList(),
        NotFailed = notFailed,
        Calls = calls.Count,
        Combinations = combinations,
        Counterexample = counterexample,
        Assumptions = counterexample?.Assumptions ?? _assumptions.Keys.Concat(assumed).Distinct().Order(StringComparer.Ordinal)
            .ToValueList(),
    };

    private (Forecast? Found, int Index) Search(int[][] chunk)
    {
        var worst = new Forecast?[chunk.Length];
        Parallel.For(0, chunk.Length, new ParallelOptions { CancellationToken = cancellationToken }, (i, state) =>
        {
            FailureColumn column = FailureColumn.Compute(mesh, calls, chunk[i].Select(failure => failures[failure]), cancellationToken);
            foreach (string assumption in column.Cells.SelectMany(cell => cell.Assumptions))
            {
                _assumptions.TryAdd(assumption, true);
            }

            worst[i] = column.Cells.Where(cell => cell.LosesRequests).MaxBy(cell => cell.LostPercent);
            progress?.Report(new ForecastProgress(Interlocked.Increment(ref _done), _total));
            if (worst[i] is not null)
            {
                // All before this one still run, so that the first one is found whatever the number of cores.
                state.Break();
            }
        });
        int first = Array.FindIndex(worst, cell => cell is not null);
        return first < 0 ? (null, 0) : (worst[first], first);
    }

    private string Describe(Action<FailureBuilder> failure)
    {
        FailureBuilder builder = mesh.NewFailure();
        failure(builder);
        return string.Join(" and ", builder.Descriptions);
    }
}

using System.Collections.Concurrent;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>Looks for the smallest combination of failures in which something is lost or overloaded.</summary>
internal sealed class LoadSearch(
    LoadMesh mesh, FailureScopes scopes, IProgress<ForecastProgress>? progress, CancellationToken cancellationToken)
{
    private const int ChunkSize = 256;

    private readonly Action<FailureBuilder>[] _failures = [.. EveryFailure.Of(mesh.Mesh, scopes)];
    private readonly ConcurrentDictionary<string, bool> _assumptions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _unknown = new(StringComparer.Ordinal);
    private long _done;

    public IEnumerable<Action<FailureBuilder>[]> Combinations(int atOnce) =>
        Numbers(atOnce).Select(chosen => (Action<FailureBuilder>[])[.. chosen.Select(index => _failures[index])]);

    private IEnumerable<int[]> Numbers(int atOnce) => Enumerable.Range(0, Math.Min(atOnce, _failures.Length) + 1)
        .SelectMany(size => Forecasting.Proofs.Combinations.Of(_failures.Length, size));

    public LoadProof Prove(int atOnce, double headroom)
    {
        long total = Enumerable.Range(0, Math.Min(atOnce, _failures.Length) + 1).Aggregate(
            0L, (sum, size) => Forecasting.Proofs.Combinations.Add(sum, Forecasting.Proofs.Combinations.Count(_failures.Length, size)));
        long proven = 0;
        LoadForecast now = mesh.Now;
        var observed = new ObservedFlows(mesh, [.. _failures.Select(failure => mesh.Failing([failure]))]);
        foreach (int[][] chunk in Numbers(atOnce).Chunk(ChunkSize))
        {
            var bad = new LoadForecast?[chunk.Length];
            Parallel.For(0, chunk.Length, new ParallelOptions { CancellationToken = cancellationToken }, (i, state) =>
            {
                FailureBuilder failure = mesh.Failing(chunk[i].Select(number => _failures[number]));
                LoadForecast load = chunk[i].Length == 0 ? now : new LoadRun(mesh, failure, now, observed, chunk[i]).Run();
                Note(load);
                progress?.Report(new ForecastProgress(Interlocked.Increment(ref _done), total));
                if (load.IsUnknown || load.LosesRequests || load.Overloaded(headroom).Any())
                {
                    bad[i] = load;
                    // All before this one still run, so that the first one is found whatever the number of cores.
                    state.Break();
                }
            });
            int first = Array.FindIndex(bad, load => load is not null);
            proven += first < 0 ? chunk.Length : first + 1;
            if (first >= 0)
            {
                return Result(atOnce, headroom, proven, bad[first]);
            }
        }

        return Result(atOnce, headroom, proven, null);
    }

    private void Note(LoadForecast load)
    {
        foreach (string assumption in load.Assumptions)
        {
            _assumptions.TryAdd(assumption, true);
        }

        foreach (string workload in load.UnknownCapacity)
        {
            _unknown.TryAdd($"what pods of {workload} carry", true);
        }

        foreach (LostDemand lost in load.Lost.Where(lost => lost.IsUnknown))
        {
            _unknown.TryAdd($"where users of {lost.Client} go when it is gone", true);
        }
    }

    private LoadProof Result(int atOnce, double headroom, long combinations, LoadForecast? counterexample) => new()
    {
        AtOnce = atOnce,
        Headroom = headroom,
        Failures = _failures.Length,
        NotFailed = EveryFailure.NotIn(scopes).ToValueList(),
        Combinations = combinations,
        Counterexample = counterexample,
        Unknown = counterexample is null ? _unknown.Keys.Order(StringComparer.Ordinal).ToValueList() : [],
        Assumptions = counterexample?.Assumptions ?? _assumptions.Keys.Order(StringComparer.Ordinal).ToValueList(),
    };
}

using Mesh.Inventories;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>Adds pods where they are missing until no failure overloads anybody, then takes away again what was too many.</summary>
internal sealed class ShortfallSearch(LoadMesh mesh, double headroom, CancellationToken cancellationToken)
{
    private const int MostRounds = 12;

    private readonly Dictionary<ClientKey, (int Count, string Failure)> _added = [];
    private readonly Dictionary<string, ExcessDemand> _excess = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);
    private Dictionary<ClientKey, int> _before = [];

    public Shortfall Find(IReadOnlyList<Action<FailureBuilder>[]> failures)
    {
        LoadForecast[] loads = Forecast(mesh, failures);
        foreach (LoadForecast load in loads)
        {
            Shed(load);
            _unknown.UnionWith(load.UnknownCapacity);
        }

        bool isSolved = false;
        for (int round = 0; round < MostRounds && !isSolved; round++)
        {
            isSolved = !loads.Aggregate(false, (changed, load) => Add(load) | changed);
            loads = isSolved ? loads : Forecast(mesh.With(Scaled(_added)), failures);
        }

        if (isSolved && _added.Count > 0)
        {
            TakeAway(failures);
        }

        return new Shortfall
        {
            Headroom = headroom,
            IsSolvable = isSolved,
            Pods = _added.Where(entry => entry.Value.Count > 0)
                .Select(entry => new MissingPods(
                    entry.Key.Cluster, entry.Key.Workload, entry.Key.Place, entry.Value.Count, entry.Value.Failure))
                .OrderBy(pods => pods.Cluster, StringComparer.Ordinal).ThenBy(pods => pods.Workload, StringComparer.Ordinal)
                .ThenBy(pods => pods.Place.ToString(), StringComparer.Ordinal).ToValueList(),
            Demand = _excess.Values.OrderBy(demand => demand.Cluster, StringComparer.Ordinal).ToValueList(),
            Unknown = _unknown.ToValueList(),
        };
    }

    // Load grows with demand, so the busiest pod says how much less of it there has to be.
    private void Shed(LoadForecast load)
    {
        foreach (IGrouping<string, PodLoad> cluster in load.Pods.GroupBy(pod => pod.Cluster, StringComparer.Ordinal))
        {
            double part = 1 - ((1 - headroom) / (cluster.Max(pod => pod.Utilisation) ?? 0));
            if (part > 1e-9 && part * 100 > (_excess.GetValueOrDefault(cluster.Key)?.Percent ?? 0))
            {
                _excess[cluster.Key] = new ExcessDemand(
                    cluster.Key, part * 100, part * load.RateOf(cluster.Key), string.Join(" and ", load.Failures));
            }
        }
    }

    // What comes to a place is shared by the pods there.
    private bool Add(LoadForecast load)
    {
        bool changed = false;
        foreach (IGrouping<ClientKey, PodLoad> place in load.Pods.GroupBy(pod => new ClientKey(pod.Cluster, pod.Workload, pod.Locality)))
        {
            PodLoad busiest = place.MaxBy(pod => pod.Utilisation ?? 0)!;
            if (!busiest.IsOverloaded(headroom))
            {
                continue;
            }

            int count = place.Count();
            double each = busiest.Capacity!.RequestsPerSecond!.Value * (1 - headroom);
            int needed = (int)Math.Min(100_000, Math.Ceiling((place.Sum(pod => pod.RequestsPerSecond) / each) - 1e-9));
            (int had, string failure) = _added.GetValueOrDefault(place.Key, (0, string.Join(" and ", load.Failures)));
            // Several failures ask for pods in the same place in one round; the pods of the last round are among those counted.
            int wanted = Math.Max(had, AddedBefore(place.Key) + Math.Max(1, needed - count));
            if (wanted > had)
            {
                _added[place.Key] = (wanted, failure);
            }

            changed = true;
        }

        return changed;
    }

    private int AddedBefore(ClientKey key) => _before.GetValueOrDefault(key);

    private Inventory Scaled(Dictionary<ClientKey, (int Count, string Failure)> added)
    {
        _before = added.ToDictionary(entry => entry.Key, entry => entry.Value.Count);
        return added.OrderBy(entry => entry.Key.Cluster, StringComparer.Ordinal).ThenBy(entry => entry.Key.Workload, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Place.ToString(), StringComparer.Ordinal)
            .Aggregate(mesh.Mesh.Inventory, (all, entry) => all.WithPods(
                entry.Key.Cluster, entry.Key.Workload, Math.Min(10_000, entry.Value.Count), entry.Key.Place));
    }

    private void TakeAway(IReadOnlyList<Action<FailureBuilder>[]> failures)
    {
        foreach (ClientKey key in _added.Keys.OrderBy(key => key.Cluster, StringComparer.Ordinal)
            .ThenBy(key => key.Workload, StringComparer.Ordinal).ThenBy(key => key.Place.ToString(), StringComparer.Ordinal).ToArray())
        {
            // Usually the first number was right, and one look tells.
            while (_added[key].Count > 0)
            {
                (int count, string failure) = _added[key];
                _added[key] = (count - 1, failure);
                if (Forecast(mesh.With(Scaled(_added)), failures).Any(load => load.Overloaded(headroom).Any()))
                {
                    _added[key] = (count, failure);
                    break;
                }
            }
        }
    }

    private LoadForecast[] Forecast(LoadMesh scaled, IReadOnlyList<Action<FailureBuilder>[]> failures)
    {
        var loads = new LoadForecast[failures.Count];
        _ = scaled.Now;
        Parallel.For(
            0, loads.Length, new ParallelOptions { CancellationToken = cancellationToken }, i => loads[i] = scaled.When(failures[i]));
        return loads;
    }
}

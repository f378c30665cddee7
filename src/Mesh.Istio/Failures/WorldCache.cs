using Mesh.Inventories;
using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Failures;

/// <summary>
/// What is left of clusters after failures, and what their istiods then compute: failures that leave the same of a cluster share it.
/// Thread-safe; forgets when it holds too much.
/// </summary>
internal sealed class WorldCache
{
    private const int MostClusters = 256;

    // The view of a large cluster with its routes is some ten megabytes.
    private const int MostViews = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<ClusterInventory, HashSet<(string Region, string Zone)>> _places =
        new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<ClusterInventory, Dictionary<string, ClusterInventory?>> _clusters =
        new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<string, List<(ClusterInventory?[] Known, Lazy<ControlPlaneView> View)>> _views =
        new(StringComparer.Ordinal);

    private int _count;
    private int _states;

    /// <summary>What is left of a cluster; <see langword="null"/> when nothing of it changes.</summary>
    public ClusterInventory? Change(ClusterInventory cluster, FailedParts parts)
    {
        string? key = KeyOf(cluster, parts);
        if (key is null)
        {
            return null;
        }

        lock (_lock)
        {
            if (_clusters.TryGetValue(cluster, out Dictionary<string, ClusterInventory?>? states)
                && states.TryGetValue(key, out ClusterInventory? known))
            {
                return known;
            }
        }

        ClusterInventory? left = parts.Change(cluster);
        lock (_lock)
        {
            if (_states >= MostClusters)
            {
                _states = 0;
                _clusters.Clear();
                _places.Clear();
            }

            if (!_clusters.TryGetValue(cluster, out Dictionary<string, ClusterInventory?>? states))
            {
                _clusters.Add(cluster, states = new(StringComparer.Ordinal));
            }

            // Of two that were made at once all take the first.
            _states++;
            return states.TryAdd(key, left) ? left : states[key];
        }
    }

    /// <summary>What is left of an inventory. Clusters of which nothing changes are taken as they are.</summary>
    public Inventory Apply(Inventory inventory, FailedParts parts) => inventory with
    {
        Clusters = inventory.Clusters.Select(cluster => Change(cluster, parts) ?? cluster).ToValueList(),
    };

    /// <summary>What an istiod computes from what it knows of the clusters that it reads.</summary>
    /// <param name="istiod">The istiod.</param>
    /// <param name="reads">The other clusters that it reads.</param>
    /// <param name="known">What it knows.</param>
    /// <param name="make">Computes it.</param>
    public ControlPlaneView View(string istiod, ValueList<string> reads, Inventory known, Func<ControlPlaneView> make)
    {
        ClusterInventory?[] read = [known.Find(istiod), .. reads.Select(known.Find)];
        Lazy<ControlPlaneView> view;
        lock (_lock)
        {
            string key = $"{istiod}\n{string.Join('\n', reads)}";
            if (!_views.TryGetValue(key, out List<(ClusterInventory?[] Known, Lazy<ControlPlaneView> View)>? views))
            {
                _views.Add(key, views = []);
            }

            int index = views.FindIndex(entry => Same(entry.Known, read));
            if (index < 0)
            {
                if (_count >= MostViews)
                {
                    _views.Clear();
                    _views.Add(key, views = []);
                    _count = 0;
                }

                _count++;
                index = views.Count;
                views.Add((read, new Lazy<ControlPlaneView>(make)));
            }

            view = views[index].View;
        }

        return view.Value;
    }

    private static bool Same(ClusterInventory?[] left, ClusterInventory?[] right) =>
        left.Zip(right).All(pair => ReferenceEquals(pair.First, pair.Second));

    // In which way failures change a cluster; null where they do not.
    private string? KeyOf(ClusterInventory cluster, FailedParts parts)
    {
        if (parts.Clusters.Contains(cluster.Name))
        {
            return "down";
        }

        string[] changes =
        [
            .. Of(parts.Gone, cluster).Select(pod => $"gone {pod}"),
            .. Of(parts.NotReady, cluster).Select(pod => $"not ready {pod}"),
            .. parts.Places.Where(place => PlacesOf(cluster).Contains(place)).Select(place => $"place {place.Region}\t{place.Zone}"),
        ];
        Array.Sort(changes, StringComparer.Ordinal);
        return changes.Length == 0 ? null : string.Join('\n', changes);
    }

    private static IEnumerable<BackendKey> Of(HashSet<BackendKey> pods, ClusterInventory cluster) =>
        pods.Where(pod => pod.Cluster == cluster.Name);

    private HashSet<(string Region, string Zone)> PlacesOf(ClusterInventory cluster)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(cluster, out HashSet<(string Region, string Zone)>? places))
            {
                places = [.. cluster.Workloads.Select(pod => pod.Locality.Value).Distinct().SelectMany(
                    place => ((string, string)[])[(place.Region, ""), (place.Region, place.Zone)])];
                _places.Add(cluster, places);
            }

            return places;
        }
    }
}

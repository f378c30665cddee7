using Mesh.Inventories;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>All pods by what they are known by, each with the names that others call it by. Made once for all failures.</summary>
internal sealed class PodDirectory
{
    private readonly Dictionary<BackendKey, PodEntry> _pods = [];
    private readonly Dictionary<(string Cluster, string Workload), List<PodEntry>> _workloads = [];
    private readonly CapacityTable _capacities;
    private readonly ILookup<string, CallRatio> _calls;

    public PodDirectory(Inventory inventory, CapacityTable capacities, Demand demand)
    {
        _capacities = capacities;
        _calls = demand.Calls.ToLookup(call => call.Workload, StringComparer.Ordinal);
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            ILookup<(string, string), string> services = cluster.Endpoints.ToLookup(
                endpoint => (endpoint.Namespace, endpoint.Workload), endpoint => endpoint.Service);
            foreach (WorkloadInfo pod in cluster.Workloads)
            {
                var key = new BackendKey(cluster.Name, pod.Namespace, pod.Name);
                Add(Entry(key, pod, services[(pod.Namespace, pod.Name)].Distinct(StringComparer.Ordinal)));
            }

            // What is no pod is known by its address.
            foreach (EndpointInfo endpoint in cluster.Endpoints.Where(endpoint => endpoint.Workload.Length == 0))
            {
                Add(Entry(BackendKey.Of(cluster.Name, endpoint), null, [endpoint.Service]));
            }
        }
    }

    public IEnumerable<CallRatio> CallsOfNobody =>
        _calls.Where(calls => !_pods.Values.Any(pod => pod.Calls.Any(call => call.Workload == calls.Key))).Select(calls => calls.First());

    public PodEntry Find(BackendKey key) => _pods.TryGetValue(key, out PodEntry? entry) ? entry : Entry(key, null, []);

    public IReadOnlyList<PodEntry> Of(string cluster, string workload) =>
        _workloads.TryGetValue((cluster, workload), out List<PodEntry>? pods) ? pods : [];

    /// <summary>The name of the workload that a pod is of.</summary>
    public static string NameOf(WorkloadInfo pod) => PodNames.WorkloadOf(pod);

    private void Add(PodEntry entry)
    {
        if (_pods.TryAdd(entry.Key, entry))
        {
            (string, string) name = (entry.Key.Cluster, entry.Workload);
            if (!_workloads.TryGetValue(name, out List<PodEntry>? pods))
            {
                _workloads.Add(name, pods = []);
            }

            pods.Add(entry);
        }
    }

    private PodEntry Entry(BackendKey key, WorkloadInfo? pod, IEnumerable<string> services)
    {
        string[] behind = [.. services.Order(StringComparer.Ordinal)];
        string own = pod is not null ? NameOf(pod) : behind.FirstOrDefault() ?? key.Name;
        string[] names = [.. PodNames.Of(pod, own, behind).Select(name => $"{key.Namespace}/{name}")];
        return new PodEntry(
            key, $"{key.Namespace}/{own}", pod,
            names.Select(name => _capacities.Find(key.Cluster, name)).FirstOrDefault(found => found is not null),
            _calls.Count == 0 ? [] : [.. names.SelectMany(name => _calls[name])]);
    }
}

using Mesh.Inventories;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Gives pods their queues, and asks these for what they had to do.</summary>
internal static class PodQueues
{
    /// <summary>Gives the pods of workloads that have a capacity their queues.</summary>
    public static void Add(SimulationPlan plan, SimulatedPods pods)
    {
        if (plan.Capacities.Count == 0)
        {
            return;
        }

        foreach (ClusterInventory cluster in plan.Inventories.SelectMany(inventory => inventory.Clusters))
        {
            ILookup<(string, string), string> services = cluster.Endpoints.ToLookup(
                endpoint => (endpoint.Namespace, endpoint.Workload), endpoint => endpoint.Service);
            foreach (WorkloadInfo pod in cluster.Workloads)
            {
                if (pods.Find(new BackendKey(cluster.Name, pod.Namespace, pod.Name)) is { Queue: null } found
                    && CapacityOf(plan, cluster.Name, pod, services[(pod.Namespace, pod.Name)]) is { } capacity)
                {
                    found.Queue = new PodQueue(capacity, plan.Seed + ((ulong)(found.Index + 1) * 0xD1B54A32D192ED03UL));
                }
            }
        }
    }

    /// <summary>Whether a workload is known by a name in any cluster, or in one.</summary>
    public static bool Exists(SimulationPlan plan, string? cluster, string workload) =>
        plan.Inventories.SelectMany(inventory => inventory.Clusters).Where(entry => cluster is null || entry.Name == cluster)
            .Any(entry => entry.Services.Any(service => $"{service.Namespace}/{service.Name}" == workload)
                || entry.Workloads.Any(pod => PodNames.Of(pod, PodNames.WorkloadOf(pod), [])
                    .Any(name => $"{pod.Namespace}/{name}" == workload)));

    /// <summary>Pods that were not ready before have just started.</summary>
    public static void Start(SimulatedPods pods, Inventory before, Inventory after, long now)
    {
        foreach (ClusterInventory cluster in after.Clusters)
        {
            HashSet<(string, string)> ready = [.. (before.Find(cluster.Name)?.Workloads ?? default)
                .Where(pod => pod.Ready).Select(pod => (pod.Namespace, pod.Name))];
            foreach (WorkloadInfo pod in cluster.Workloads.Where(pod => pod.Ready && !ready.Contains((pod.Namespace, pod.Name))))
            {
                pods.Find(new BackendKey(cluster.Name, pod.Namespace, pod.Name))?.Queue?.Start(now);
            }
        }
    }

    public static ValueList<SimulatedLoad> Results(SimulatedPods pods, TimeSpan sending) => pods.Pods
        .Where(pod => pod.Queue is not null).Select(pod => pod.Queue!.Result(pod, sending)).Where(load => load.Requests > 0)
        .OrderBy(load => load.Cluster, StringComparer.Ordinal).ThenBy(load => load.Pod, StringComparer.Ordinal).ToValueList();

    // What is said of one cluster counts before what is said of all.
    private static SimulatedCapacity? CapacityOf(SimulationPlan plan, string cluster, WorkloadInfo pod, IEnumerable<string> services)
    {
        foreach (string name in PodNames.Of(pod, PodNames.WorkloadOf(pod), services))
        {
            string workload = $"{pod.Namespace}/{name}";
            if (plan.Capacities.TryGetValue((cluster, workload), out SimulatedCapacity? found)
                || plan.Capacities.TryGetValue(("", workload), out found))
            {
                return found;
            }
        }

        return null;
    }
}

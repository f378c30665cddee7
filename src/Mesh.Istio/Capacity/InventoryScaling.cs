using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Capacity.Engine;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Capacity;

/// <summary>Inventories with more or fewer pods, to ask what would be.</summary>
public static class InventoryScaling
{
    /// <summary>
    /// The inventory with more pods of a workload, each like one that is there: ready, with its labels and endpoints, and an address of
    /// its own.
    /// </summary>
    /// <param name="inventory">The inventory.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of the workload.</param>
    /// <param name="count">How many pods more, from 0 to 10,000.</param>
    /// <param name="place">Where they are; <see langword="null"/>, the default: in turn where the fewest are.</param>
    /// <returns>A new inventory; the same one where the cluster has no such pod.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public static Inventory WithPods(this Inventory inventory, string cluster, string workload, int count, Locality? place = null)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentException.ThrowIfNullOrEmpty(workload);
        OptionRange.Require(count, 0, 10_000);
        inventory = EndpointCompletion.Complete(inventory);
        return inventory.Find(cluster) is not { } found || count == 0 ? inventory : inventory with
        {
            Clusters = inventory.Clusters
                .Select(entry => ReferenceEquals(entry, found) ? Add(inventory, entry, workload, count, place) : entry).ToValueList(),
        };
    }

    /// <summary>The inventory with fewer pods of a workload: the last by name of the place that has most go first.</summary>
    /// <param name="inventory">The inventory.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of the workload.</param>
    /// <param name="count">How many pods fewer, from 0 to 10,000.</param>
    /// <returns>A new inventory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public static Inventory WithoutPods(this Inventory inventory, string cluster, string workload, int count)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        OptionRange.Require(count, 0, 10_000);
        inventory = EndpointCompletion.Complete(inventory);
        return inventory with
        {
            Clusters = inventory.Clusters.Select(entry => entry.Name == cluster ? Remove(entry, workload, count) : entry).ToValueList(),
        };
    }

    internal static IEnumerable<WorkloadInfo> PodsOf(ClusterInventory cluster, string workload) =>
        cluster.Workloads.Where(pod => $"{pod.Namespace}/{PodDirectory.NameOf(pod)}" == workload);

    private static ClusterInventory Add(Inventory inventory, ClusterInventory cluster, string workload, int count, Locality? place)
    {
        List<WorkloadInfo> pods = [.. PodsOf(cluster, workload)];
        HashSet<string> used = [.. inventory.Clusters.SelectMany(entry => entry.Workloads).Select(pod => pod.Address)];
        HashSet<string> names = [.. cluster.Workloads.Select(pod => $"{pod.Namespace}/{pod.Name}")];
        var workloads = cluster.Workloads.ToList();
        var endpoints = cluster.Endpoints.ToList();
        for (int i = 0, number = 0; i < count && pods.Count > 0; i++)
        {
            WorkloadInfo like = Like(pods, place);
            string name;
            do
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{PodDirectory.NameOf(like)}-more-{number++}");
            }
            while (!names.Add($"{like.Namespace}/{name}"));
            WorkloadInfo pod = like with { Name = name, Address = like.Address.Length == 0 ? "" : Address(used), Ready = true };
            pods.Add(pod);
            workloads.Add(pod);
            endpoints.AddRange(cluster.Endpoints
                .Where(endpoint => endpoint.Namespace == like.Namespace && endpoint.Workload == Original(like, cluster).Name)
                .Select(endpoint => endpoint with
                {
                    Workload = name,
                    Address = pod.Address,
                    Ready = true,
                    Serving = true,
                    Terminating = false,
                }));
        }

        return Sorted(cluster, workloads, endpoints);
    }

    // A copy of a copy has the endpoints of what was there first.
    private static WorkloadInfo Original(WorkloadInfo pod, ClusterInventory cluster) =>
        cluster.Workloads.First(entry => entry.Namespace == pod.Namespace && entry.Owner == pod.Owner
            && PodDirectory.NameOf(entry) == PodDirectory.NameOf(pod) && entry.Labels == pod.Labels);

    private static WorkloadInfo Like(List<WorkloadInfo> pods, Locality? place) =>
        pods.Where(pod => pod.Ready).DefaultIfEmpty(pods[0]).GroupBy(pod => pod.Locality.Value)
            .OrderByDescending(group => group.Key == place).ThenBy(group => group.Count())
            .ThenBy(group => group.Key.ToString(), StringComparer.Ordinal).First().First();

    // Addresses for benchmarks (RFC 2544), which no pod has.
    private static string Address(HashSet<string> used)
    {
        for (int number = used.Count; ; number++)
        {
            string address = string.Create(
                CultureInfo.InvariantCulture, $"198.{18 + ((number >> 16) & 1)}.{(number >> 8) & 255}.{number & 255}");
            if (used.Add(address))
            {
                return address;
            }
        }
    }

    private static ClusterInventory Remove(ClusterInventory cluster, string workload, int count)
    {
        List<WorkloadInfo> pods = [.. PodsOf(cluster, workload)];
        var gone = new HashSet<(string, string)>();
        for (int i = 0; i < count && pods.Count > 0; i++)
        {
            WorkloadInfo last = pods.GroupBy(pod => pod.Locality.Value).OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key.ToString(), StringComparer.Ordinal).First()
                .OrderBy(pod => pod.Name, StringComparer.Ordinal).Last();
            pods.Remove(last);
            gone.Add((last.Namespace, last.Name));
        }

        return Sorted(
            cluster, cluster.Workloads.Where(pod => !gone.Contains((pod.Namespace, pod.Name))),
            cluster.Endpoints.Where(endpoint => !gone.Contains((endpoint.Namespace, endpoint.Workload))));
    }

    private static ClusterInventory Sorted(
        ClusterInventory cluster, IEnumerable<WorkloadInfo> workloads, IEnumerable<EndpointInfo> endpoints) => cluster with
        {
            Workloads = workloads.OrderBy(pod => pod.Namespace, StringComparer.Ordinal).ThenBy(pod => pod.Name, StringComparer.Ordinal)
                .ToValueList(),
            Endpoints = endpoints.OrderBy(endpoint => endpoint.Namespace, StringComparer.Ordinal)
                .ThenBy(endpoint => endpoint.Service, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Address, StringComparer.Ordinal)
                .ToValueList(),
        };
}

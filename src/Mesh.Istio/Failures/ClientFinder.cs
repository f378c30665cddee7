using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Failures;

/// <summary>Finds the proxies of clients and gateways in an inventory.</summary>
internal static class ClientFinder
{
    public static FoundClient Find(Inventory inventory, BackendIndex backends, string cluster, string workload, Locality? locality)
    {
        if (inventory.Find(cluster) is not { } observed)
        {
            string[] names = [.. inventory.Clusters.Select(entry => entry.Name)];
            return new FoundClient.Unknown(FailureDiagnostics.ClusterUnknown.At(
                $"clusters/{cluster}",
                $"The inventory has no cluster '{cluster}'; it has: {string.Join(", ", names)}.",
                $"Correct the name, or add the cluster's dump to the inventory.{NearestName.Question(cluster, names)}"));
        }

        (string namespaceName, string name) = WorkloadName.Split(workload);
        Backends known = backends.In(observed);
        WorkloadInfo[] pods = [.. known.Service(namespaceName, name) is { } service ? Pods(known.Of(service)) : []];
        pods = pods.Length > 0 ? pods : [.. Pods(known.OfName(namespaceName, name))];
        return pods.Length == 0
            ? new FoundClient.Unknown(FailureDiagnostics.ClientUnknown.At(
                $"clusters/{cluster}/{workload}",
                $"Cluster '{cluster}' has no pod of a Service, a Deployment or a label app called '{name}' in namespace '{namespaceName}'.",
                $"Write namespace/name of a Service or workload that is in the inventory.{NearestName.Question(
                    workload, Backends.Names(observed))}"))
            : new FoundClient.Known(ProxyOf(observed, pods, ProxyType.Sidecar, locality), At(pods, locality), locality);
    }

    private static ValueList<WorkloadInfo> At(WorkloadInfo[] pods, Locality? place) =>
        (pods.Any(pod => pod.Locality.Value == place) ? pods.Where(pod => pod.Locality.Value == place) : pods).ToValueList();

    /// <summary>The proxy of some pods: the place where most of them are; of several such places the first in ordinal order.</summary>
    public static ClientProxy ProxyOf(ClusterInventory cluster, IReadOnlyList<WorkloadInfo> pods, ProxyType type, Locality? locality)
    {
        Locality place = locality ?? pods
            .GroupBy(pod => pod.Locality.Value)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.ToString(), StringComparer.Ordinal)
            .First().Key;
        WorkloadInfo pod = pods.FirstOrDefault(candidate => candidate.Locality.Value == place) ?? pods[0];
        return new ClientProxy
        {
            Type = type,
            Namespace = pod.Namespace,
            Cluster = cluster.Name,
            Network = pod.Labels.TryGetValue(LoadBalancing.TopologyLabels.Network, out string? network) ? network : cluster.Network ?? "",
            Locality = place,
            Labels = pod.Labels,
            Node = pod.Node,
            ServiceAccount = pod.ServiceAccount,
        };
    }

    private static IEnumerable<WorkloadInfo> Pods(IEnumerable<Backend> backends) =>
        backends.Select(backend => backend.Pod).OfType<WorkloadInfo>();
}

using Mesh.Inventories;

namespace Mesh.Istio.Pictures.Views;

/// <summary>How many pods an observed workload or Service has.</summary>
internal static class PodCounts
{
    public static TopologyNode Of(TopologyNode node, Inventory? inventory)
    {
        ClusterInventory? cluster = inventory?.Clusters.FirstOrDefault(observed => observed.Name == node.Cluster);
        string[] parts = node.Name.Split('/');
        if (cluster is null || parts.Length != 2 || node.Pods is not null || node.Kind == TopologyNodeKind.Lost)
        {
            return node;
        }

        ServiceInfo? service = cluster.Services.FirstOrDefault(known => known.Namespace == parts[0] && known.Name == parts[1]);
        return service is null || service.Selector.IsEmpty ? node : With(node, Selected(cluster, service));
    }

    /// <summary>The pods that a Service selects.</summary>
    public static IReadOnlyList<WorkloadInfo> Selected(ClusterInventory cluster, ServiceInfo service) =>
        [.. cluster.Workloads.Where(pod => pod.Namespace == service.Namespace && service.Selector.All(
            label => pod.Labels.TryGetValue(label.Key, out string? value) && value == label.Value))];

    public static TopologyNode With(TopologyNode node, IReadOnlyList<WorkloadInfo> pods) =>
        node with { Pods = pods.Count, Ready = pods.Count(pod => pod.Ready) };
}

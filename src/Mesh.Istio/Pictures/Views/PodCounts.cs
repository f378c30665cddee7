using Mesh.Inventories;

namespace Mesh.Istio.Pictures.Views;

/// <summary>How many pods an observed Service has. Every cluster is looked through once, however many boxes ask.</summary>
internal sealed class PodCounts
{
    private readonly Dictionary<string, Lazy<Cluster>> _clusters;

    public PodCounts(Inventory? inventory) => _clusters = (inventory?.Clusters ?? [])
        .GroupBy(cluster => cluster.Name, StringComparer.Ordinal)
        .ToDictionary(
            same => same.Key, same => new Lazy<Cluster>(() => new Cluster(same.First())), StringComparer.Ordinal);

    public TopologyNode Of(TopologyNode node)
    {
        int slash = node.Name.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || node.Pods is not null || node.Kind is TopologyNodeKind.Lost or TopologyNodeKind.Host
            || !_clusters.TryGetValue(node.Cluster, out Lazy<Cluster>? cluster)
            || !cluster.Value.Services.TryGetValue((node.Name[..slash], node.Name[(slash + 1)..]), out ServiceInfo? service)
            || service.Selector.IsEmpty)
        {
            return node;
        }

        WorkloadInfo[] pods = [.. cluster.Value.Pods[service.Namespace].Where(pod => LabelMatch.Matches(service.Selector, pod.Labels))];
        return node with { Pods = pods.Length, Ready = pods.Count(pod => pod.Ready) };
    }

    private sealed class Cluster(ClusterInventory observed)
    {
        public Dictionary<(string Namespace, string Name), ServiceInfo> Services { get; } = observed.Services
            .GroupBy(service => (service.Namespace, service.Name))
            .ToDictionary(same => same.Key, same => same.First());

        public ILookup<string, WorkloadInfo> Pods { get; } = observed.Workloads.ToLookup(pod => pod.Namespace, StringComparer.Ordinal);
    }
}

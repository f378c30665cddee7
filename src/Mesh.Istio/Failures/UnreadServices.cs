using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Failures;

/// <summary>
/// Where an answer rests on an istiod not reading other clusters, and nobody said so: the host is a Service of other clusters too, whose
/// endpoints a remote secret would bring.
/// </summary>
internal sealed class UnreadServices
{
    private readonly Inventory _inventory;
    private readonly Dictionary<(string Namespace, string Name), List<string>> _clusters = [];

    public UnreadServices(Inventory inventory)
    {
        _inventory = inventory;
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            foreach (ServiceInfo service in cluster.Services.Where(service => service.Type != "ExternalName"))
            {
                if (!_clusters.TryGetValue((service.Namespace, service.Name), out List<string>? homes))
                {
                    _clusters.Add((service.Namespace, service.Name), homes = []);
                }

                homes.Add(cluster.Name);
            }
        }
    }

    /// <summary>What is assumed about a cluster of a proxy, in words; <see langword="null"/> when nothing is.</summary>
    public string? Assumed(ProxyConfig view, EnvoyCluster cluster)
    {
        string istiod = ControlPlanes.Of(_inventory, view.Proxy.Cluster);
        if (_inventory.Clusters.Count < 2
            || _inventory.Find(istiod)?.RemoteSecrets is not null
            || view.Scope.FindService(cluster.Host) is not { } service
            || view.Index.ClusterLocal.Contains(service.Host)
            || view.RuleFor(service)?.FindSubset(cluster.Subset)?.Labels.ContainsKey(TopologyLabels.Cluster) == true)
        {
            return null;
        }

        ValueList<string> reads = ControlPlanes.ReadBy(_inventory, istiod);
        string[] others = [.. NamesakesOf(service, view.Index.Settings.Domain).Where(name => name != istiod && !reads.Contains(name))];
        return others.Length == 0 ? null
            : $"{service.Host} is a Service of {string.Join(" and ", others)} too, and nothing says that istiod of {istiod} reads "
                + (others.Length == 1 ? "it" : "them");
    }

    private List<string> NamesakesOf(MeshService service, string domain) =>
        service.Host.EndsWith($".{service.Namespace}.svc.{domain}", StringComparison.Ordinal)
            ? _clusters.GetValueOrDefault((service.Namespace, service.Host[..service.Host.IndexOf('.', StringComparison.Ordinal)])) ?? []
            : [];
}

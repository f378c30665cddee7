using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Pictures.Views;

/// <summary>Makes the picture of resources that nobody asked to call anybody.</summary>
internal sealed class ResourcesView
{
    private readonly Inventory _inventory;
    private readonly MeshResources _resources;
    private readonly ObservedMesh _mesh;
    private readonly string _clusterLabel;
    private readonly Draft _draft = new();

    public ResourcesView(MeshResources resources, Inventory inventory)
    {
        (_resources, _inventory) = (resources, inventory);
        _mesh = new ObservedMesh(resources, inventory);
        string prefix = MeshLabels.PrefixOf(resources.Clusters.SelectMany(cluster => cluster.Objects.AsEnumerable()));
        _clusterLabel = $"{prefix}{MeshLabels.Cluster}";
    }

    public TopologyView Draw()
    {
        foreach (ClusterResources cluster in _resources.Clusters)
        {
            foreach (ServiceEntry entry in cluster.Objects.OfType<ServiceEntry>())
            {
                Endpoints(cluster.Cluster, entry);
            }

            Gateways(cluster);
        }

        return _draft.ToView(_inventory) with { Title = "resources", Diagnostics = _resources.Diagnostics };
    }

    private void Endpoints(string cluster, ServiceEntry entry)
    {
        string named = entry.ToString();
        foreach (string host in entry.Hosts)
        {
            foreach (WorkloadEndpoint endpoint in entry.Endpoints)
            {
                ServicePort? port = entry.Ports.IsEmpty ? null : entry.Ports[0];
                uint number = port is null ? 0 : endpoint.Ports.TryGetValue(port.Name, out uint own) ? own : port.TargetPort ?? port.Number;
                string labelled = endpoint.Labels.TryGetValue(_clusterLabel, out string? name) ? name : "";
                AddressOwner owner = _mesh.Addresses.Find(new AddressQuestion(
                    endpoint.Address ?? "", (int)number, labelled, "", cluster, entry.Metadata.Namespace ?? "", host));
                string address = string.Create(CultureInfo.InvariantCulture, $"{endpoint.Address}:{number}");
                Way(cluster, host, BoxOf(owner, address), "endpoint", $"{address} of {named}");
            }
        }
    }

    private string BoxOf(AddressOwner owner, string address) => owner switch
    {
        AddressOwner.Service service => _draft.Node(
            service.Cluster, TopologyNodeKind.Gateway, $"{service.Info.Namespace}/{service.Info.Name}", $"at {address}"),
        AddressOwner.Pod { Workload: { } pod } => _draft.Node(owner.Cluster, TopologyNodeKind.Service, $"{pod.Namespace}/{pod.Name}", ""),
        _ => _draft.Node(owner.Cluster, TopologyNodeKind.Service, address, "nothing observed there"),
    };

    private void Gateways(ClusterResources cluster)
    {
        Dictionary<string, ServiceInfo?> gateways = _mesh.GatewaysOf(cluster.Cluster)
            .GroupBy(found => $"{found.Gateway.Metadata.Namespace}/{found.Gateway.Metadata.Name}", StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First().Service, StringComparer.Ordinal);
        foreach (VirtualService routes in cluster.Objects.OfType<VirtualService>())
        {
            string home = routes.Metadata.Namespace ?? "";
            string[] bound = [.. routes.Gateways.Select(name => name.Contains('/', StringComparison.Ordinal) ? name : $"{home}/{name}")
                .Where(gateways.ContainsKey)];
            foreach (string host in bound.Length == 0 ? [] : routes.Hosts)
            {
                foreach (ServiceInfo gateway in bound.Select(name => gateways[name]).OfType<ServiceInfo>())
                {
                    string box = _draft.Node(cluster.Cluster, TopologyNodeKind.Gateway, $"{gateway.Namespace}/{gateway.Name}", "");
                    Way(cluster.Cluster, host, box, "served", $"{routes}");
                }

                foreach (string destination in Destinations(routes).Distinct(StringComparer.Ordinal))
                {
                    string name = ServiceName.TryParse(destination, home, out ServiceName service)
                        ? $"{service.Namespace}/{service.Name}"
                        : destination;
                    Way(cluster.Cluster, host, _draft.Node(cluster.Cluster, TopologyNodeKind.Service, name, ""), "behind it", $"{routes}");
                }
            }
        }
    }

    private void Way(string cluster, string host, string to, string label, string reason)
    {
        string from = _draft.Node(cluster, TopologyNodeKind.Host, host, "");
        _draft.Way(new TopologyArrow(from, to, TopologyArrowKind.Route, host, 0) { Label = label, Reason = reason });
    }

    private static IEnumerable<string> Destinations(VirtualService routes) =>
    [
        .. routes.Http.SelectMany(route => route.Route).Select(to => to.Destination.Host),
        .. routes.Tls.SelectMany(route => route.Route).Select(to => to.Destination.Host),
        .. routes.Tcp.SelectMany(route => route.Route).Select(to => to.Destination.Host),
    ];
}

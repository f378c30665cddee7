using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Pictures.Views;

/// <summary>Makes the picture of resources that nobody asked to call anybody.</summary>
internal sealed class ResourcesView
{
    private readonly Inventory _inventory;
    private readonly MeshResources _resources;
    private readonly WayDraft _draft = new();
    private readonly EndpointBoxes _boxes;
    private readonly ObservedMesh _mesh;

    public ResourcesView(MeshResources resources, Inventory inventory)
    {
        (_resources, _inventory) = (resources, inventory);
        _mesh = new ObservedMesh(resources, inventory);
        string prefix = MeshLabels.PrefixOf(resources.Clusters.SelectMany(cluster => cluster.Objects.AsEnumerable()));
        _boxes = new EndpointBoxes(_mesh.Addresses, $"{prefix}{MeshLabels.Cluster}", _draft);
    }

    /// <summary>The picture; of one with more boxes than the most the collapsed one.</summary>
    public TopologyView Draw(int most)
    {
        foreach (ClusterResources cluster in _resources.Clusters)
        {
            Dictionary<string, ServiceInfo?> gateways = _mesh.GatewaysOf(cluster.Cluster)
                .GroupBy(found => $"{found.Gateway.Metadata.Namespace}/{found.Gateway.Metadata.Name}", StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.First().Service, StringComparer.Ordinal);
            foreach (IstioObject value in (IEnumerable<IstioObject>)cluster.Objects)
            {
                switch (value)
                {
                    case ServiceEntry entry:
                        Endpoints(cluster.Cluster, entry);
                        break;
                    case VirtualService { Gateways.IsEmpty: false } routes:
                        Gateways(cluster.Cluster, routes, gateways);
                        break;
                }
            }
        }

        return _draft.ToView(_inventory, most) with { Diagnostics = _resources.Diagnostics };
    }

    private void Endpoints(string cluster, ServiceEntry entry)
    {
        if (entry.Endpoints.IsEmpty)
        {
            return;
        }

        string named = entry.ToString();
        foreach (string host in entry.Hosts)
        {
            int from = _draft.Node(cluster, TopologyNodeKind.Host, host);
            foreach (WorkloadEndpoint endpoint in entry.Endpoints)
            {
                ServicePort? port = entry.Ports.IsEmpty ? null : entry.Ports[0];
                uint number = port is null ? 0 : endpoint.Ports.TryGetValue(port.Name, out uint own) ? own : port.TargetPort ?? port.Number;
                int to = _boxes.Of(cluster, entry.Metadata.Namespace ?? "", host, endpoint, number);
                _draft.Way(from, to, new WayText(WayKind.Endpoint, endpoint.Address ?? "", number, named));
            }
        }
    }

    private void Gateways(string cluster, VirtualService routes, Dictionary<string, ServiceInfo?> gateways)
    {
        string home = routes.Metadata.Namespace ?? "";
        string[] bound = [.. routes.Gateways.Select(name => name.Contains('/', StringComparison.Ordinal) ? name : $"{home}/{name}")
            .Where(gateways.ContainsKey)];
        foreach (string host in bound.Length == 0 ? [] : routes.Hosts)
        {
            int from = _draft.Node(cluster, TopologyNodeKind.Host, host);
            foreach (ServiceInfo gateway in bound.Select(name => gateways[name]).OfType<ServiceInfo>())
            {
                int box = _draft.Node(cluster, TopologyNodeKind.Gateway, $"{gateway.Namespace}/{gateway.Name}");
                _draft.Way(from, box, new WayText(WayKind.Served, "", 0, $"{routes}"));
            }

            foreach (string destination in Destinations(routes).Distinct(StringComparer.Ordinal))
            {
                string name = ServiceName.TryParse(destination, home, out ServiceName service)
                    ? $"{service.Namespace}/{service.Name}"
                    : destination;
                int box = _draft.Node(cluster, TopologyNodeKind.Service, name);
                _draft.Way(from, box, new WayText(WayKind.Behind, "", 0, $"{routes}"));
            }
        }
    }

    private static IEnumerable<string> Destinations(VirtualService routes) =>
    [
        .. routes.Http.SelectMany(route => route.Route).Select(to => to.Destination.Host),
        .. routes.Tls.SelectMany(route => route.Route).Select(to => to.Destination.Host),
        .. routes.Tcp.SelectMany(route => route.Route).Select(to => to.Destination.Host),
    ];
}

using Mesh.Inventories;
using Mesh.Istio.Generation.Surroundings;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>The services of one cluster by namespace, with the pods behind them and the routes that people wrote for them.</summary>
internal sealed class ServiceDirectory
{
    private readonly ILookup<string, ServiceInfo> _services;
    private readonly ILookup<(string Namespace, string Key, string Value), ServiceInfo> _byLabel;
    private readonly Dictionary<ServiceName, string> _routes = [];

    public ServiceDirectory(ClusterFacts cluster)
    {
        Cluster = cluster;
        Routes = new ForeignRoutes(cluster);
        _services = (cluster.Inventory?.Services ?? []).ToLookup(service => service.Namespace, StringComparer.Ordinal);
        // A selector is part of some labels only if its first label is among them.
        _byLabel = (cluster.Inventory?.Services ?? [])
            .Where(service => !service.Selector.IsEmpty && !service.Headless && service.Type != "ExternalName")
            .ToLookup(service => (service.Namespace, service.Selector.AsSpan()[0].Key, service.Selector.AsSpan()[0].Value));
        foreach (VirtualServiceInfo route in cluster.Inventory?.VirtualServices ?? [])
        {
            AddRoute(route);
        }
    }

    public ClusterFacts Cluster { get; }

    /// <summary>The directories of all clusters, by name; none where the model says nothing about services.</summary>
    public static IReadOnlyList<ServiceDirectory> All(ModelWalk model, ClusterMap clusters) =>
        model.EastWestGateways.Count == 0 && model.Workspaces.All(entry => entry.Workspace.ServiceSettings.IsEmpty)
            ? []
            : [.. clusters.All.Select(cluster => new ServiceDirectory(cluster))];

    /// <summary>The VirtualServices that others have for callers in the mesh.</summary>
    public ForeignRoutes Routes { get; }

    /// <summary>Whether the absence of a service means anything.</summary>
    public bool IsKnown => Cluster.KnowsServices;

    /// <summary>The services of a namespace.</summary>
    public IEnumerable<ServiceInfo> In(string namespaceName) => _services[namespaceName];

    /// <summary>The namespaces with services that a selector names here.</summary>
    public IEnumerable<string> Namespaces(NamespaceSelector selector)
    {
        // Most selectors name one namespace: a look-up instead of a walk over all of the cluster's.
        IEnumerable<string> candidates = selector.Namespace.EndsWith('*') ? _services.Select(group => group.Key) : [selector.Namespace];
        return candidates.Where(name => selector.Matches(Cluster.Name, name));
    }

    /// <summary>The pods that a service selects.</summary>
    public IEnumerable<WorkloadInfo> PodsOf(ServiceInfo service) => Cluster.PodsOf(service);

    /// <summary>The other services of the namespace that would take an entry made for a service, by name.</summary>
    public IEnumerable<string> Rivals(ServiceInfo service) => service.Selector
        .SelectMany<KeyValuePair<string, string>, ServiceInfo>(label => _byLabel[(service.Namespace, label.Key, label.Value)])
        .Where(other => other.Name != service.Name && LabelMatch.Matches(other.Selector, service.Selector))
        .Select(other => other.Name)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>
    /// The VirtualService that somebody else wrote for a service's callers, as <c>namespace/name</c>; null when there is none.
    /// </summary>
    public string? RouteOf(ServiceName service) => _routes.GetValueOrDefault(service);

    private void AddRoute(VirtualServiceInfo route)
    {
        if (!(route.Gateways.IsEmpty || route.Gateways.Contains("mesh")))
        {
            return;
        }

        string name = $"{route.Namespace}/{route.Name}";
        foreach (string host in route.Hosts)
        {
            // As Istio does, a name without dots is completed by the VirtualService's own namespace.
            if (ServiceName.TryParse(host, route.Namespace, out ServiceName service)
                && !MeshLabels.AreOurs(route.Labels, route.Namespace, service.Namespace)
                && (!_routes.TryGetValue(service, out string? other) || string.CompareOrdinal(name, other) < 0))
            {
                _routes[service] = name;
            }
        }
    }
}

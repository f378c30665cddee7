using Mesh.Diagnostics;
using Mesh.Istio.Generation.EastWest.Pods;
using Mesh.Istio.Generation.Surroundings;
using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>All exposed services, ready to be generated for one cluster after the other.</summary>
internal sealed class EastWestPlan
{
    private readonly string _sharedNamespace;
    private readonly EastWestEmitter _emitter;
    private readonly IReadOnlyList<ExposedService> _services;
    private readonly ILookup<ServiceName, ExposedService> _byName;
    private readonly Dictionary<string, ServiceDirectory> _directories;
    private readonly EastWestListeners _listeners;
    private readonly PodPlan _pods;
    private readonly Func<string, string> _regionOf;

    // Which clusters send calls of a service where: worked out once, as every cluster asks for all others.
    private readonly HashSet<(ExposedService Service, string Cluster)> _used = [];

    public EastWestPlan(
        IReadOnlyList<ExposedService> services, string sharedNamespace, ObjectLabels labels, ClusterMap clusters,
        IReadOnlyList<ServiceDirectory> directories, IReadOnlyDictionary<string, ForeignGateways> foreign,
        ICollection<Diagnostic> diagnostics)
    {
        _emitter = new EastWestEmitter(labels, sharedNamespace);
        _regionOf = clusters.RegionOf;
        _directories = directories.ToDictionary(directory => directory.Cluster.Name, StringComparer.Ordinal);
        _pods = new PodPlan([.. services.Where(service => service.IsPodToPod)], labels, _directories, _regionOf, diagnostics);
        _services = services = [.. services.Where(service => !service.IsPodToPod)];
        _sharedNamespace = sharedNamespace;
        _byName = services.ToLookup(service => service.Name);
        var check = new EastWestCheck(_directories, sharedNamespace, diagnostics);
        foreach (ExposedService service in services)
        {
            EastWestView[] views = [.. service.InClusters.Values.Select(site => site.Cluster).Concat(service.Absent.Values).Select(
                client => View(client, service))];
            _used.UnionWith(views.SelectMany(view => view.Endpoints).Select(endpoint => (service, endpoint.Site.Cluster.Name)));
            check.Run(service, views, clusters);
        }

        _listeners = new EastWestListeners(services, _used, foreign, diagnostics);
    }

    /// <summary>Whether a cluster gets objects in the shared namespace.</summary>
    public bool UsesSharedNamespace(ClusterFacts client) => SharedIn(client).Any();

    /// <summary>The services whose objects a cluster has in the shared namespace.</summary>
    public IEnumerable<ExposedService> SharedIn(ClusterFacts client) =>
        _services.Where(service => service.Absent.ContainsKey(client.Name)
        && View(client, service) is { UsesSharedNamespace: true, Endpoints.Count: > 0 });

    /// <summary>Whether callers in a cluster get a policy for a service because it is exposed.</summary>
    public bool Covers(ClusterFacts client, ServiceName name) => _pods.Covers(client, name) || _byName[name].Any(service =>
        (service.InClusters.ContainsKey(client.Name) || service.Absent.ContainsKey(client.Name))
        && (_used.Contains((service, client.Name)) || View(client, service).Endpoints.Count > 0));

    /// <summary>The subset that a route in a cluster to an exposed service names; null for none.</summary>
    public string? SubsetOf(ClusterFacts client, ServiceName name) => _byName[name]
        .Where(service => service.InClusters.ContainsKey(client.Name) && Covers(client, name))
        .Select(service => View(client, service).Here)
        .FirstOrDefault(subset => subset is not null);

    /// <summary>What callers of a port repeat in a cluster from which calls can leave; null elsewhere.</summary>
    public RetryPlan? RetriesOf(ClusterFacts client, ServiceName name, int port)
    {
        foreach (ExposedService service in _byName[name])
        {
            if (service.InClusters.TryGetValue(client.Name, out ServiceInCluster? site)
                && View(client, service) is { Endpoints.Count: > 0 } view
                && site.Ports.FirstOrDefault(candidate => candidate.Number == port) is { } found)
            {
                return view.RetriesOf(found);
            }
        }

        return _pods.RetriesOf(client, name, port);
    }

    /// <summary>Adds what a cluster needs for its callers of exposed services, and for callers from other clusters.</summary>
    public void Emit(ClusterFacts client, TcpPassage tcp, List<GeneratedObject> objects)
    {
        foreach (ExposedService service in _services)
        {
            ServiceInCluster? site = service.InClusters.GetValueOrDefault(client.Name);
            if (site is null && !service.Absent.ContainsKey(client.Name))
            {
                continue;
            }

            bool serves = _used.Contains((service, client.Name));
            EastWestView view = View(client, service);
            bool routed = EastWestRoutes.Beside(view, _directories[client.Name].Routes, _sharedNamespace).HoldInstead;
            var origin = new EastWestOrigin(service, client, _regionOf);
            bool passesTcp = tcp.LeadsToExposed(client.Name, service.Name);
            objects.AddRange(
                _emitter.Emit(view, serves, routed, passesTcp).Select(value => new GeneratedObject(value, origin)));
        }

        _pods.Emit(client, tcp, objects);
        objects.AddRange(
            _listeners.In(client.Name).Select(
                each => new GeneratedObject(_emitter.Gateway(each.Gateway, each.Services), new EastWestGatewayOrigin(each.Gateway))));
    }

    private EastWestView View(ClusterFacts client, ExposedService service) => EastWestView.From(client, service, _regionOf);
}

using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>All exposed services, ready to be generated for one cluster after the other.</summary>
internal sealed class EastWestPlan
{
    private readonly EastWestEmitter _emitter;
    private readonly IReadOnlyList<ExposedService> _services;
    private readonly ILookup<ServiceName, ExposedService> _byName;
    private readonly Dictionary<string, ServiceDirectory> _directories;
    private readonly Func<string, string> _regionOf;

    // Which clusters send calls of a service where: worked out once, as every cluster asks for all others.
    private readonly HashSet<(ExposedService Service, string Cluster)> _used = [];

    public EastWestPlan(
        MeshModel model, IstioGeneratorOptions options, ObjectLabels labels, ClusterMap clusters, IReadOnlyList<ServiceDirectory> directories,
        IReadOnlyList<PlacedGateway> gateways, ICollection<Diagnostic> diagnostics)
    {
        _emitter = new EastWestEmitter(labels, options.MulticlusterNamespace);
        _regionOf = clusters.RegionOf;
        var catalog = new EastWestCatalog(model, clusters, directories, gateways, diagnostics);
        _directories = directories.ToDictionary(directory => directory.Cluster.Name, StringComparer.Ordinal);
        _services = catalog.Build();
        _byName = _services.ToLookup(service => service.Name);
        var check = new EastWestCheck(_directories, labels, diagnostics);
        foreach (ExposedService service in _services)
        {
            EastWestView[] views = [.. service.InClusters.Values.Select(site => site.Cluster).Concat(service.Absent.Values).Select(client => View(client, service))];
            _used.UnionWith(views.SelectMany(view => view.Endpoints).Select(endpoint => (service, endpoint.Site.Cluster.Name)));
            check.Run(service, views, clusters);
        }
    }

    /// <summary>Whether a cluster gets objects in the shared namespace.</summary>
    public bool UsesSharedNamespace(ClusterFacts client) =>
        _services.Any(service => service.Absent.ContainsKey(client.Name) && View(client, service).Endpoints.Count > 0);

    /// <summary>Whether callers in a cluster get a policy for a service because it is exposed.</summary>
    public bool Covers(ClusterFacts client, ServiceName name) => _byName[name].Any(service =>
        (service.InClusters.ContainsKey(client.Name) || service.Absent.ContainsKey(client.Name))
        && (_used.Contains((service, client.Name)) || View(client, service).Endpoints.Count > 0));

    public void Emit(ClusterFacts client, List<IstioObject> objects) =>
        objects.AddRange(Unique([.. Emit(client).SelectMany(part => part.Objects)]));

    /// <summary>The parts of the model and the facts behind an object; null for an object that is no part of this.</summary>
    public Explanation? Explain(ClusterFacts client, IstioObject value)
    {
        foreach ((EastWestView? view, EastWestEntry entry, IReadOnlyList<IstioObject> objects) in Emit(client))
        {
            if (objects.Any(o => o.Kind == value.Kind && o.Metadata.Namespace == value.Metadata.Namespace && Names(o).Contains(value.Metadata.Name)))
            {
                return new Explanation
                {
                    Cluster = client.Name,
                    Object = value.ToString(),
                    ModelPaths = [entry.Path],
                    Settings = view is null ? [] : Explainer.SettingsOf(view.Service.Effective),
                    Facts = view is null ? EastWestFacts.Of(entry, client) : EastWestFacts.Of(view),
                };
            }
        }

        return null;
    }

    private IEnumerable<(EastWestView? View, EastWestEntry Entry, IReadOnlyList<IstioObject> Objects)> Emit(ClusterFacts client)
    {
        var served = new SortedDictionary<string, (EastWestInCluster Site, List<ExposedService> Services)>(StringComparer.Ordinal);
        foreach (ExposedService service in _services)
        {
            ServiceInCluster? site = service.InClusters.GetValueOrDefault(client.Name);
            if (site is null && !service.Absent.ContainsKey(client.Name))
            {
                continue;
            }

            bool serves = _used.Contains((service, client.Name));
            if (serves && site?.Gateway is { } gateway)
            {
                if (!served.TryGetValue(gateway.Entry.Path, out (EastWestInCluster, List<ExposedService> Services) list))
                {
                    served.Add(gateway.Entry.Path, list = (gateway, []));
                }

                list.Services.Add(service);
            }

            EastWestView view = View(client, service);
            bool routed = _directories[client.Name].RouteOf(service.Name) is not null;
            yield return (view, service.Entry, [.. _emitter.Emit(view, serves, routed)]);
        }

        foreach ((EastWestInCluster site, List<ExposedService> services) in served.Values)
        {
            yield return (null, site.Entry, [_emitter.Gateway(site, services)]);
        }
    }

    private EastWestView View(ClusterFacts client, ExposedService service) => EastWestView.From(client, service, _regionOf);

    /// <summary>Readable names can meet: the second address of a cluster <c>gcp</c> and the first of a cluster <c>gcp-2</c>.</summary>
    private static IEnumerable<IstioObject> Unique(IReadOnlyList<IstioObject> objects)
    {
        HashSet<(string, string?, string)> ambiguous = [.. objects
            .GroupBy(value => (value.Kind, value.Metadata.Namespace, value.Metadata.Name))
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)];
        return objects.Select(value => value is WorkloadEntry workload
            && ambiguous.Contains((workload.Kind, workload.Metadata.Namespace, workload.Metadata.Name))
            ? workload with { Metadata = workload.Metadata with { Name = UniqueName(workload) } }
            : value);
    }

    private static string UniqueName(WorkloadEntry entry) =>
        ObjectNames.Unique(entry.Metadata.Name, $"{entry.Metadata.Namespace}/{entry.Labels}/{entry.Address}");

    private static string[] Names(IstioObject value) => value is WorkloadEntry entry ? [entry.Metadata.Name, UniqueName(entry)] : [value.Metadata.Name];
}

using Mesh.Diagnostics;
using Mesh.Istio.Generation.Surroundings;
using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest.Pods;

/// <summary>The exposed services whose calls go from pod to pod, ready to be generated for one cluster after the other.</summary>
internal sealed class PodPlan
{
    private readonly IReadOnlyList<ExposedService> _services;
    private readonly ObjectLabels _labels;
    private readonly IReadOnlyDictionary<string, ServiceDirectory> _directories;
    private readonly Func<string, string> _regionOf;

    public PodPlan(
        IReadOnlyList<ExposedService> services, ObjectLabels labels, IReadOnlyDictionary<string, ServiceDirectory> directories,
        Func<string, string> regionOf, ICollection<Diagnostic> diagnostics)
    {
        _services = services;
        _labels = labels;
        _directories = directories;
        _regionOf = regionOf;
        var check = new PodCheck(diagnostics);
        foreach (ExposedService service in services.Where(service => service.InClusters.Count > 0))
        {
            PodView[] views = [.. ClientsOf(service).Select(client => View(client, service))];
            check.Run(service, views);
            RouteFindings.Add(
                service.Entry.Path, $"service '{service.Name}'",
                views.Select(view => (view.Client.Name, Beside(view))),
                RetryPlan.For(views.Max(view => view.Fallbacks), service.Settings).ToString(), diagnostics);
        }
    }

    public bool Covers(ClusterFacts client, ServiceName name) => Find(client, name) is not null;

    /// <summary>What callers of a port repeat in a cluster; null where nothing is written.</summary>
    public RetryPlan? RetriesOf(ClusterFacts client, ServiceName name, int port) =>
        Find(client, name) is { } view && view.Ports.FirstOrDefault(candidate => candidate.Number == port) is { } found
            ? view.RetriesOf(found)
            : null;

    public void Emit(ClusterFacts client, TcpPassage tcp, List<GeneratedObject> objects)
    {
        foreach (ExposedService service in _services)
        {
            if (Find(client, service.Name) is { Order: { } order } view)
            {
                var origin = new PodOrigin(view);
                objects.AddRange(new PodEmitter(view, _labels, tcp.LeadsToExposed(client.Name, service.Name))
                    .Emit(order, Beside(view).HoldInstead).Select(value => new GeneratedObject(value, origin)));
            }
        }
    }

    private PodView? Find(ClusterFacts client, ServiceName name) => _services
        .Where(service => service.Name == name && ClientsOf(service).Contains(client))
        .Select(service => View(client, service))
        .FirstOrDefault(view => view is { Order: not null, HasShares: false } && view.Order.First is not { IstioClusterId: null });

    // Where the service does not exist its namespace must, for the rule to stand in.
    private static IEnumerable<ClusterFacts> ClientsOf(ExposedService service) => service.InClusters.Count == 0 ? []
        : service.InClusters.Values.Select(site => site.Cluster)
            .Concat(service.Absent.Values.Where(cluster => cluster.HasNamespace(service.Name.Namespace)));

    private RoutesBeside Beside(PodView view) => _directories[view.Client.Name].Routes.Beside(
        view.Service.Name.Fqdn, view.Service.Name.Namespace, ObjectNames.EastWest(view.Service.Name));

    private PodView View(ClusterFacts client, ExposedService service) => PodView.From(client, service, _regionOf);
}

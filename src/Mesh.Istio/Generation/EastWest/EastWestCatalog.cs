using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>Works out every exposed service with what is usable where, the same for all clusters.</summary>
internal sealed class EastWestCatalog
{
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly Dictionary<EastWestEntry, SortedDictionary<string, EastWestInCluster>> _gateways = [];
    private readonly ILookup<string, PlacedGateway> _ingress;
    private readonly HashSet<EastWestInCluster> _reported = new(ReferenceEqualityComparer.Instance);
    private readonly ServiceSelection _selection;
    private readonly ServiceCheck _check;

    private readonly IReadOnlyList<ServiceDirectory> _directories;

    public EastWestCatalog(
        MeshModel model, ClusterMap clusters, IReadOnlyList<ServiceDirectory> directories, IReadOnlyList<PlacedGateway> gateways, ICollection<Diagnostic> diagnostics)
    {
        _diagnostics = diagnostics;
        _directories = directories;
        _ingress = gateways.ToLookup(placed => placed.Entry.Gateway.Namespace, StringComparer.Ordinal);
        _selection = new ServiceSelection(directories, diagnostics);
        _check = new ServiceCheck(diagnostics);
        EastWestInClusters sites = new EastWestInClusters(clusters, gateways, diagnostics);
        foreach (EastWestEntry entry in EastWestEntry.All(model))
        {
            _gateways.Add(entry, sites.Resolve(entry));
            _selection.Add(entry);
        }
    }

    /// <summary>The services, in the order of workspace and full name.</summary>
    public IReadOnlyList<ExposedService> Build()
    {
        ServiceDraft[] drafts = [.. _selection.Drafts];
        HashSet<string> ambiguous = [.. drafts.GroupBy(draft => ObjectNames.EastWestShared(draft.Name), StringComparer.Ordinal)
            .Where(group => group.Select(draft => draft.Name).Distinct().Count() > 1)
            .Select(group => group.Key)];
        var services = new List<ExposedService>(drafts.Length);
        foreach (ServiceDraft draft in drafts)
        {
            string name = ObjectNames.EastWestShared(draft.Name);
            if (Build(draft, ambiguous.Contains(name) ? ObjectNames.Unique(name, draft.Name.Fqdn) : name) is { } service)
            {
                services.Add(service);
            }
        }

        return services;
    }

    private ExposedService? Build(ServiceDraft draft, string sharedName)
    {
        if (IsGateway(draft))
        {
            return null;
        }

        var usable = _directories
            .Where(cluster => draft.Found.TryGetValue(cluster.Cluster.Name, out ServiceInfo? service) && _check.IsUsable(draft, cluster, service))
            .ToDictionary(cluster => cluster, cluster => draft.Found[cluster.Cluster.Name]);
        ValueList<string> everywhere = usable.SelectMany(pair => AccountsOf(pair.Key, pair.Value)).Distinct().Order(StringComparer.Ordinal).ToValueList();
        if (everywhere.IsEmpty && usable.Count > 0)
        {
            if (_directories.All(directory => directory.Cluster.IsObserved))
            {
                _diagnostics.Add(GenerationDiagnostics.ServiceAccountOfServiceUnknown.At(
                    draft.Path,
                    $"No pod of service '{draft.Name}' tells its service account, in no cluster; callers could not check whom they reach, so nothing is generated for it.",
                    "Generate again when the service runs somewhere."));
            }

            return null;
        }

        var sites = new SortedDictionary<string, ServiceInCluster>(StringComparer.Ordinal);
        foreach ((ServiceDirectory cluster, ServiceInfo service) in usable)
        {
            ValueList<string> accounts = AccountsOf(cluster, service);
            sites.Add(cluster.Cluster.Name, new ServiceInCluster
            {
                Cluster = cluster.Cluster,
                Service = service,
                Ports = ServiceCheck.PortsOf(service),
                // Pods that are scaled to zero come back under an account of the service's; what is generated must not change with them.
                Accounts = accounts.IsEmpty ? everywhere : accounts,
                CanCall = _check.CanCall(draft, cluster, service),
                Gateway = GatewayOf(draft, cluster.Cluster.Name),
            });
        }

        _check.ComparePorts(draft, sites.Values);
        return new ExposedService
        {
            Name = draft.Name,
            Entry = draft.Entries[0],
            InClusters = sites,
            Absent = AbsentFrom(draft),
            SubjectAltNames = sites.Values
                .SelectMany(site => site.Accounts, (site, account) => $"spiffe://{site.Cluster.TrustDomain}/ns/{draft.Name.Namespace}/sa/{account}")
                .Distinct()
                .Order(StringComparer.Ordinal)
                .ToValueList(),
            SharedName = sharedName,
            Effective = draft.Entries[0].SettingsOf(draft.Name),
        };
    }

    private SortedDictionary<string, ClusterFacts> AbsentFrom(ServiceDraft draft)
    {
        IEnumerable<ClusterFacts> clusters = _directories
            .Where(cluster => draft.Entries[0].Owns(cluster.Cluster.Name, draft.Name.Namespace))
            // What lists neither services nor namespaces does not say that the service is absent.
            .Where(cluster => cluster.IsKnown || !cluster.Cluster.HasNamespace(draft.Name.Namespace))
            .Select(cluster => cluster.Cluster)
            .Where(cluster => cluster.FindService(draft.Name.Namespace, draft.Name.Name) is null);
        return new(clusters.ToDictionary(cluster => cluster.Name), StringComparer.Ordinal);
    }

    /// <summary>The gateway through which a cluster serves: the first by path that other clusters can enter, else the first.</summary>
    private EastWestInCluster? GatewayOf(ServiceDraft draft, string cluster)
    {
        EastWestInCluster[] here = [.. draft.Entries.Select(entry => _gateways[entry].GetValueOrDefault(cluster)).OfType<EastWestInCluster>()];
        foreach (EastWestInCluster site in here.Where(_reported.Add))
        {
            foreach (Diagnostic finding in site.Findings)
            {
                _diagnostics.Add(finding);
            }
        }

        if (here.Count(site => !site.Addresses.IsEmpty) > 1)
        {
            _diagnostics.Add(GenerationDiagnostics.ServiceBehindTwoGateways.At(
                draft.Path,
                $"In cluster '{cluster}' service '{draft.Name}' is exposed by several east-west gateways; the first by name that can be entered is used.",
                "Nothing, or expose it by one of them."));
        }
        else if (here.Length == 0)
        {
            _diagnostics.Add(GenerationDiagnostics.ServiceWithoutGateway.At(
                draft.Path,
                $"In cluster '{cluster}' service '{draft.Name}' runs where no Service selects its east-west gateway's pods; other clusters do not fail over to it.",
                "Deploy the gateway there, correct the workload labels, or leave the cluster out of the workspace's namespaces."));
        }

        return here.FirstOrDefault(site => !site.Addresses.IsEmpty) ?? here.FirstOrDefault();
    }

    private bool IsGateway(ServiceDraft draft)
    {
        foreach ((string cluster, ServiceInfo service) in draft.Found)
        {
            IEnumerable<GatewayInCluster> own = draft.Entries.Select(entry => _gateways[entry].GetValueOrDefault(cluster)?.Site).OfType<GatewayInCluster>();
            IEnumerable<GatewayInCluster> ingress = _ingress[draft.Name.Namespace].Select(placed => placed.Sites.GetValueOrDefault(cluster)).OfType<GatewayInCluster>();
            if (own.Concat(ingress).Any(site => site.Namespace == service.Namespace && site.Observed is { } observed
                && (observed.Service.Name == service.Name || observed.OtherServices.Contains(service.Name))))
            {
                _diagnostics.Add(GenerationDiagnostics.GatewayExposed.At(
                    draft.Path, $"Service '{draft.Name}' is the Service of a gateway; it is not exposed.", "Expose services, not the gateway before them."));
                return true;
            }
        }

        return false;
    }

    private static ValueList<string> AccountsOf(ServiceDirectory cluster, ServiceInfo service) =>
        cluster.PodsOf(service).Select(pod => pod.ServiceAccount).Distinct().Order(StringComparer.Ordinal).ToValueList();
}

using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>Works out every exposed service with what is usable where, the same for all clusters.</summary>
internal sealed class EastWestCatalog
{
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly Dictionary<EastWestEntry, IReadOnlyDictionary<string, EastWestInCluster>> _gateways;
    private readonly ILookup<string, PlacedGateway> _ingress;
    private readonly HashSet<EastWestInCluster> _reported = new(ReferenceEqualityComparer.Instance);
    private readonly ServiceCheck _check;
    private readonly IReadOnlyList<ServiceDirectory> _directories;

    private EastWestCatalog(
        IEnumerable<EastWestEntry> entries, ClusterMap clusters, IReadOnlyList<ServiceDirectory> directories,
        IReadOnlyList<PlacedGateway> gateways, ICollection<Diagnostic> diagnostics)
    {
        _diagnostics = diagnostics;
        _directories = directories;
        _ingress = gateways.ToLookup(placed => placed.Entry.Gateway.Namespace, StringComparer.Ordinal);
        _check = new ServiceCheck(diagnostics);
        var sites = new EastWestInClusters(clusters, gateways, diagnostics);
        _gateways = entries.ToDictionary(entry => entry, sites.Resolve);
    }

    /// <summary>The services, in the order of workspace and full name.</summary>
    public static IReadOnlyList<ExposedService> Of(
        ModelWalk model, ClusterMap clusters, IReadOnlyList<ServiceDirectory> directories, IReadOnlyList<PlacedGateway> gateways,
        ICollection<Diagnostic> diagnostics)
    {
        EastWestEntry[] entries = [.. model.EastWestGateways.OrderBy(entry => entry.FullPath, StringComparer.Ordinal)];
        IReadOnlyList<SelectedService> selected = ServiceSelection.Of(entries, directories, diagnostics);
        var catalog = new EastWestCatalog(entries, clusters, directories, gateways, diagnostics);
        return [.. selected.Select(service => catalog.Build(service, ObjectNames.EastWestShared(service.Name))).OfType<ExposedService>()];
    }

    private ExposedService? Build(SelectedService selected, string sharedName)
    {
        if (IsGateway(selected))
        {
            return null;
        }

        var usable = _directories
            .Where(cluster => selected.Found.TryGetValue(cluster.Cluster.Name, out ServiceInfo? service)
                && _check.IsUsable(selected, cluster, service))
            .ToDictionary(cluster => cluster, cluster => selected.Found[cluster.Cluster.Name]);
        ValueList<string> everywhere = usable.SelectMany(pair => AccountsOf(pair.Key, pair.Value)).Distinct().Order(StringComparer.Ordinal)
            .ToValueList();
        if (everywhere.IsEmpty && usable.Count > 0)
        {
            ReportUnknown(selected);
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
                CanCall = selected.IsPodToPod || _check.CanCall(selected, cluster, service),
                Gateway = selected.IsPodToPod ? null : GatewayOf(selected, cluster.Cluster.Name),
            });
        }

        _check.ComparePorts(selected, sites.Values);
        return new ExposedService
        {
            Name = selected.Name,
            Entry = selected.Entries[0],
            InClusters = sites,
            Absent = AbsentFrom(selected),
            SubjectAltNames = sites.Values
                .SelectMany(
                    site => site.Accounts,
                    (site, account) => new SpiffeIdentity(site.Cluster.TrustDomain, selected.Name.Namespace, account).ToString())
                .Distinct().Order(StringComparer.Ordinal).ToValueList(),
            SharedName = sharedName,
            IsPodToPod = selected.IsPodToPod,
            IsMixed = selected.IsPodToPod && selected.Entries.Any(entry => entry.Gateway.PodToPod != true),
            IsStrict = selected.Entries.Any(entry => entry.Gateway.Strict == true),
            Effective = selected.Workspace.SettingsOf(selected.Name, selected.Entries[0].Settings),
        };
    }

    private void ReportUnknown(SelectedService selected)
    {
        if (_directories.All(directory => directory.Cluster.IsObserved))
        {
            _diagnostics.Add(GenerationDiagnostics.ServiceAccountOfServiceUnknown.At(
                selected.Path,
                $"No pod of service '{selected.Name}' tells its service account, in no cluster; callers could not check whom they "
                    + $"reach, so nothing is generated for it.",
                "Generate again when the service runs somewhere."));
        }
    }

    private SortedDictionary<string, ClusterFacts> AbsentFrom(SelectedService selected)
    {
        IEnumerable<ClusterFacts> clusters = _directories
            .Where(cluster => selected.Workspace.Owns(cluster.Cluster.Name, selected.Name.Namespace))
            // What lists neither services nor namespaces does not say that the service is absent.
            .Where(cluster => cluster.IsKnown || !cluster.Cluster.HasNamespace(selected.Name.Namespace))
            .Select(cluster => cluster.Cluster)
            .Where(cluster => cluster.FindService(selected.Name.Namespace, selected.Name.Name) is null);
        return new(clusters.ToDictionary(cluster => cluster.Name), StringComparer.Ordinal);
    }

    /// <summary>The gateway through which a cluster serves: the first by path that other clusters can enter, else the first.</summary>
    private EastWestInCluster? GatewayOf(SelectedService selected, string cluster)
    {
        EastWestInCluster[] here =
            [.. selected.Entries.Select(entry => _gateways[entry].GetValueOrDefault(cluster)).OfType<EastWestInCluster>()];
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
                selected.Path,
                $"In cluster '{cluster}' service '{selected.Name}' is exposed by several east-west gateways; the first by name that can "
                    + $"be entered is used.",
                "Nothing, or expose it by one of them."));
        }
        else if (here.Length == 0)
        {
            _diagnostics.Add(GenerationDiagnostics.ServiceWithoutGateway.At(
                selected.Path,
                $"In cluster '{cluster}' service '{selected.Name}' runs where no Service selects its east-west gateway's pods; other "
                    + $"clusters do not fail over to it.",
                "Deploy the gateway there, correct the workload labels, or leave the cluster out of the workspace's namespaces."));
        }

        return here.FirstOrDefault(site => !site.Addresses.IsEmpty) ?? here.FirstOrDefault();
    }

    private bool IsGateway(SelectedService selected)
    {
        foreach ((string cluster, ServiceInfo service) in selected.Found)
        {
            IEnumerable<GatewayInCluster> own = selected.Entries.Select(entry => _gateways[entry].GetValueOrDefault(cluster)?.Site)
                .OfType<GatewayInCluster>();
            IEnumerable<GatewayInCluster> ingress = _ingress[selected.Name.Namespace].Select(
                placed => placed.Sites.GetValueOrDefault(cluster)).OfType<GatewayInCluster>();
            if (own.Concat(ingress).Any(site => site.Namespace == service.Namespace && site.Observed is { } observed
                && (observed.Service.Name == service.Name || observed.OtherServices.Contains(service.Name))))
            {
                _diagnostics.Add(GenerationDiagnostics.GatewayExposed.At(
                    selected.Path, $"Service '{selected.Name}' is the Service of a gateway; it is not exposed.",
                    "Expose services, not the gateway before them."));
                return true;
            }
        }

        return false;
    }

    private static ValueList<string> AccountsOf(ServiceDirectory cluster, ServiceInfo service) =>
        cluster.PodsOf(service).Select(pod => pod.ServiceAccount).Distinct().Order(StringComparer.Ordinal).ToValueList();
}

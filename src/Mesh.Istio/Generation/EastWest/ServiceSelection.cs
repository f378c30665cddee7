using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>Finds the services that the east-west gateways of a model name or select, in namespaces that their workspaces own.</summary>
internal sealed class ServiceSelection
{
    private readonly IReadOnlyList<ServiceDirectory> _clusters;
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly Dictionary<
        (WorkspaceEntry Workspace, ServiceName Service),
        (List<EastWestEntry> Entries, SortedDictionary<string, ServiceInfo> Found)> _services = [];

    private ServiceSelection(IReadOnlyList<ServiceDirectory> clusters, ICollection<Diagnostic> diagnostics)
    {
        _clusters = clusters;
        _diagnostics = diagnostics;
    }

    /// <summary>All services, in the order of workspace and full name.</summary>
    /// <param name="entries">The gateways, in the order of their paths.</param>
    /// <param name="clusters">The services of all clusters.</param>
    /// <param name="diagnostics">Where findings go.</param>
    public static IReadOnlyList<SelectedService> Of(
        IEnumerable<EastWestEntry> entries, IReadOnlyList<ServiceDirectory> clusters, ICollection<Diagnostic> diagnostics)
    {
        var selection = new ServiceSelection(clusters, diagnostics);
        foreach (EastWestEntry entry in entries)
        {
            selection.Add(entry);
        }

        return [.. selection._services
            .OrderBy(pair => pair.Key.Workspace.FullPath, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Service.Fqdn, StringComparer.Ordinal)
            .Select(pair => new SelectedService(pair.Key.Service, pair.Value.Entries.ToValueList(), pair.Value.Found))];
    }

    private void Add(EastWestEntry entry)
    {
        for (int i = 0; i < entry.Gateway.Services.Count; i++)
        {
            if (ServiceName.TryParse(entry.Gateway.Services[i], entry.Gateway.Namespace, out ServiceName name))
            {
                AddNamed(entry, name, $"{entry.Path}/services/{i}");
            }
        }

        for (int i = 0; i < entry.Gateway.Selectors.Count; i++)
        {
            AddSelected(entry, entry.Gateway.Selectors[i], $"{entry.Path}/selectors/{i}");
        }
    }

    private void AddNamed(EastWestEntry entry, ServiceName name, string path)
    {
        var seen = new List<string>();
        ServiceDirectory[] owned = [.. _clusters.Where(cluster => entry.Workspace.Owns(cluster.Cluster.Name, name.Namespace))];
        foreach (ServiceDirectory cluster in owned)
        {
            if (cluster.Cluster.FindService(name.Namespace, name.Name) is { } service)
            {
                Expose(entry, cluster, service);
                seen.Add(cluster.Cluster.Name);
            }
            else if (cluster.Cluster.IsObserved && !cluster.Cluster.HasNamespace(name.Namespace)
                && entry.Workspace.Workspace.Namespaces.Any(selector =>
                selector.Cluster == cluster.Cluster.Name && selector.Matches(selector.Cluster, name.Namespace)))
            {
                // A selector for all clusters asks for the namespace where it is; one that names the cluster asks for it there.
                _diagnostics.Add(GenerationDiagnostics.ExposedNamespaceMissing.At(
                    path,
                    $"The workspace names namespace '{name.Namespace}' of cluster '{cluster.Cluster.Name}', where it does not exist; "
                        + $"service '{name}' is not there.",
                    "Create the namespace or correct the selector."));
            }
        }

        if (seen.Count == 0 && owned.Any(cluster => cluster.IsKnown) && owned.All(cluster => cluster.Cluster.IsObserved))
        {
            _diagnostics.Add(GenerationDiagnostics.ExposedServiceMissing.At(
                path,
                $"Service '{name}' exists in no cluster whose namespace the workspace owns: {string.Join(
                    ", ", owned.Select(cluster => cluster.Cluster.Name))}.",
                "Deploy the service, or correct its name."));
        }
    }

    private void AddSelected(EastWestEntry entry, ServiceSelector selector, string path)
    {
        bool any = false;
        foreach (ServiceDirectory cluster in _clusters)
        {
            foreach (string namespaceName in NamespacesOf(entry, selector, cluster))
            {
                foreach (ServiceInfo service in cluster.In(namespaceName).Where(
                    service => LabelMatch.Matches(selector.Labels, service.Labels)))
                {
                    Expose(entry, cluster, service);
                    any = true;
                }
            }
        }

        if (!any && _clusters.Any(cluster => cluster.IsKnown) && _clusters.All(cluster => cluster.Cluster.IsObserved))
        {
            _diagnostics.Add(GenerationDiagnostics.ExposedServiceMissing.At(
                path, $"No service carries the labels {selector.Labels} in a namespace that the workspace owns and the selector names.",
                "Label the services, or correct the selector."));
        }
    }

    private static IEnumerable<string> NamespacesOf(EastWestEntry entry, ServiceSelector selector, ServiceDirectory cluster) =>
        entry.Workspace.Workspace.Namespaces
        .SelectMany(cluster.Namespaces)
        .Distinct(StringComparer.Ordinal)
        .Where(name => selector.Namespaces.IsEmpty
            || selector.Namespaces.Any(
                pattern => new NamespaceSelector(cluster.Cluster.Name, pattern).Matches(cluster.Cluster.Name, name)));

    private void Expose(EastWestEntry entry, ServiceDirectory cluster, ServiceInfo service)
    {
        var name = new ServiceName(service.Name, service.Namespace);
        if (!_services.TryGetValue(
            (entry.Workspace, name), out (List<EastWestEntry> Entries, SortedDictionary<string, ServiceInfo> Found) selected))
        {
            _services.Add((entry.Workspace, name), selected = ([], new SortedDictionary<string, ServiceInfo>(StringComparer.Ordinal)));
        }

        if (!selected.Entries.Contains(entry))
        {
            selected.Entries.Add(entry);
        }

        selected.Found[cluster.Cluster.Name] = service;
    }
}

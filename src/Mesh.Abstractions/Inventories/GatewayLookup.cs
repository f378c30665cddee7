namespace Mesh.Inventories;

/// <summary>
/// Finds gateways in one cluster's inventory. Built once per cluster; a look-up then costs the pods and Services that it finds.
/// </summary>
public sealed class GatewayLookup
{
    private readonly Dictionary<string, SelectorIndex<(int Place, ServiceInfo Service)>> _services;
    private readonly Dictionary<string, LabelIndex<(int Place, ServiceInfo Service)>> _selectors;
    private readonly Dictionary<string, LabelIndex<WorkloadInfo>> _workloads;

    /// <summary>Indexes an inventory.</summary>
    /// <param name="inventory">The cluster's facts.</param>
    public GatewayLookup(ClusterInventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        ILookup<string, (int Place, ServiceInfo Service)> services = inventory.Services.Select((service, place) => (place, service))
            .Where(entry => !entry.service.Selector.IsEmpty)
            .ToLookup(entry => entry.service.Namespace, StringComparer.Ordinal);
        _services = services.ToDictionary(
            group => group.Key, group => new SelectorIndex<(int Place, ServiceInfo Service)>(group, entry => entry.Service.Selector),
            StringComparer.Ordinal);
        _selectors = services.ToDictionary(
            group => group.Key, group => new LabelIndex<(int Place, ServiceInfo Service)>(group, entry => entry.Service.Selector),
            StringComparer.Ordinal);
        _workloads = inventory.Workloads.GroupBy(workload => workload.Namespace, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => new LabelIndex<WorkloadInfo>(group, workload => workload.Labels), StringComparer.Ordinal);
    }

    /// <summary>Finds the gateway whose pods carry the given labels.</summary>
    /// <param name="namespaceName">The gateway's namespace.</param>
    /// <param name="workload">The labels of its pods.</param>
    /// <returns>What was observed, or <see langword="null"/> when no Service selects such pods.</returns>
    public GatewayInfo? Find(string namespaceName, ValueMap<string> workload)
    {
        WorkloadInfo[] pods = !_workloads.TryGetValue(namespaceName, out LabelIndex<WorkloadInfo>? workloads) ? []
            : [.. workloads.Find(workload).OrderBy(pod => pod.Name, StringComparer.Ordinal)];
        ServiceInfo[] services = [.. Selecting(namespaceName, workload, pods)
            .OrderByDescending(service => service.Ports.Any(port => port.Number == GatewayServer.MeshPort))
            .ThenByDescending(service => service.ExternalAddresses.Count > 0)
            .ThenBy(service => service.Name, StringComparer.Ordinal)];
        if (services.Length == 0)
        {
            return null;
        }

        return new GatewayInfo
        {
            Service = services[0],
            Localities = CountLocalities(pods),
            ServiceAccounts = pods.Select(pod => pod.ServiceAccount).Distinct().Order(StringComparer.Ordinal).ToValueList(),
            ReadyPods = pods.Count(pod => pod.Ready),
            OtherServices = services.Skip(1).Select(service => service.Name).ToValueList(),
        };
    }

    // Without pods (scaled to zero, or not in the dump) the Service is recognised by a selector that fits the workload's labels.
    private IEnumerable<ServiceInfo> Selecting(string namespaceName, ValueMap<string> workload, WorkloadInfo[] pods)
    {
        if (!_services.TryGetValue(namespaceName, out SelectorIndex<(int Place, ServiceInfo Service)>? services))
        {
            return [];
        }

        IEnumerable<(int Place, ServiceInfo Service)> found = pods.Length > 0
            ? pods.Select(pod => pod.Labels).Distinct().SelectMany(services.Find)
            : services.Find(workload).Concat(_selectors[namespaceName].Find(workload));
        return found.DistinctBy(entry => entry.Place).OrderBy(entry => entry.Place).Select(entry => entry.Service);
    }

    private static ValueList<LocalityCount> CountLocalities(WorkloadInfo[] pods) =>
        pods.Where(pod => !pod.Locality.Value.IsEmpty)
            .GroupBy(pod => pod.Locality.Value)
            .Select(group => new LocalityCount(group.Key, group.Count(), group.First().Locality))
            .OrderByDescending(count => count.Pods)
            .ThenBy(count => count.Locality.ToString(), StringComparer.Ordinal)
            .ToValueList();
}

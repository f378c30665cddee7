namespace Mesh.Inventories;

/// <summary>
/// Finds gateways in one cluster's inventory. Built once per cluster; a look-up then costs the services and pods of one namespace.
/// </summary>
public sealed class GatewayLookup
{
    private readonly ILookup<string, ServiceInfo> _services;
    private readonly ILookup<string, WorkloadInfo> _workloads;

    /// <summary>Indexes an inventory.</summary>
    /// <param name="inventory">The cluster's facts.</param>
    public GatewayLookup(ClusterInventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        _services = inventory.Services.ToLookup(service => service.Namespace, StringComparer.Ordinal);
        _workloads = inventory.Workloads.ToLookup(workload => workload.Namespace, StringComparer.Ordinal);
    }

    /// <summary>Finds the gateway whose pods carry the given labels.</summary>
    /// <param name="namespaceName">The gateway's namespace.</param>
    /// <param name="workload">The labels of its pods.</param>
    /// <returns>What was observed, or <see langword="null"/> when no Service selects such pods.</returns>
    public GatewayInfo? Find(string namespaceName, ValueMap<string> workload)
    {
        WorkloadInfo[] pods = [.. _workloads[namespaceName]
            .Where(pod => LabelMatch.Matches(workload, pod.Labels))
            .OrderBy(pod => pod.Name, StringComparer.Ordinal)];
        ServiceInfo[] services = [.. _services[namespaceName]
            .Where(service => Selects(service, workload, pods))
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
    private static bool Selects(ServiceInfo service, ValueMap<string> workload, WorkloadInfo[] pods) =>
        !service.Selector.IsEmpty
        && (pods.Length > 0
            ? pods.Any(pod => LabelMatch.Matches(service.Selector, pod.Labels))
            : LabelMatch.Matches(service.Selector, workload) || LabelMatch.Matches(workload, service.Selector));

    private static ValueList<LocalityCount> CountLocalities(WorkloadInfo[] pods) =>
        pods.Where(pod => !pod.Locality.Value.IsEmpty)
            .GroupBy(pod => pod.Locality.Value)
            .Select(group => new LocalityCount(group.Key, group.Count(), group.First().Locality))
            .OrderByDescending(count => count.Pods)
            .ThenBy(count => count.Locality.ToString(), StringComparer.Ordinal)
            .ToValueList();
}

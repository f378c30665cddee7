using System.Globalization;
using Mesh.Inventories;

namespace Mesh.Istio.Forecasting.Steady;

/// <summary>Makes the endpoints that Kubernetes would make, for clusters whose dump has no EndpointSlice at all.</summary>
internal static class EndpointCompletion
{
    public static Inventory Complete(Inventory inventory) => inventory.Clusters.All(cluster => !cluster.Endpoints.IsEmpty)
        ? inventory
        : inventory with { Clusters = inventory.Clusters.Select(cluster => cluster.Endpoints.IsEmpty ? Complete(cluster) : cluster).ToValueList() };

    private static ClusterInventory Complete(ClusterInventory cluster)
    {
        ILookup<string, WorkloadInfo> pods = cluster.Workloads.Where(pod => pod.Address.Length > 0).ToLookup(pod => pod.Namespace, StringComparer.Ordinal);
        return cluster with
        {
            Endpoints = (from service in cluster.Services
                         where !service.Selector.IsEmpty
                         from pod in pods[service.Namespace]
                         where LabelSelector.Matches(service.Selector, pod.Labels)
                         select new EndpointInfo
                         {
                             Service = service.Name,
                             Namespace = service.Namespace,
                             Address = pod.Address,
                             Ports = Ports(service, pod),
                             Ready = pod.Ready,
                             Serving = pod.Ready,
                             Terminating = false,
                             Workload = pod.Name,
                             Node = pod.Node,
                         }).ToValueList(),
        };
    }

    private static ValueMap<int> Ports(ServiceInfo service, WorkloadInfo pod)
    {
        ValueMap<int> ports = default;
        foreach (ServicePortInfo port in service.Ports)
        {
            if (TargetPort(port, pod) is { } number)
            {
                ports = ports.With(port.Name, number);
            }
        }

        return ports;
    }

    private static int? TargetPort(ServicePortInfo port, WorkloadInfo pod) =>
        port.TargetPort.Length == 0 ? port.Number
        : int.TryParse(port.TargetPort, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : pod.NamedPorts.TryGetValue(port.TargetPort, out number) ? number
        : null;
}

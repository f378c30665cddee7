using System.Globalization;

namespace Mesh.Inventories;

/// <summary>Makes the endpoints that Kubernetes would make of Services and pods.</summary>
internal static class DeclaredEndpoints
{
    public static ValueList<EndpointInfo> Of(IEnumerable<ServiceInfo> services, IEnumerable<WorkloadInfo> workloads)
    {
        ILookup<string, WorkloadInfo> byNamespace = workloads
            .Where(pod => pod.Address.Length > 0)
            .ToLookup(pod => pod.Namespace, StringComparer.Ordinal);
        var endpoints = new List<EndpointInfo>();
        foreach (ServiceInfo service in services.Where(service => !service.Selector.IsEmpty))
        {
            endpoints.AddRange(byNamespace[service.Namespace]
                .Where(pod => LabelMatch.Matches(service.Selector, pod.Labels))
                .OrderBy(pod => pod.Address, StringComparer.Ordinal)
                .Select(pod => Endpoint(service, pod)));
        }

        return endpoints.ToValueList();
    }

    private static EndpointInfo Endpoint(ServiceInfo service, WorkloadInfo pod) => new()
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
    };

    private static ValueMap<int> Ports(ServiceInfo service, WorkloadInfo pod)
    {
        ValueMap<int> ports = default;
        foreach (ServicePortInfo port in service.Ports)
        {
            if (port.TargetPort.Length == 0)
            {
                ports = ports.With(port.Name, port.Number);
            }
            else if (int.TryParse(port.TargetPort, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                || pod.NamedPorts.TryGetValue(port.TargetPort, out number))
            {
                ports = ports.With(port.Name, number);
            }
        }

        return ports;
    }
}

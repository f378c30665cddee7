using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>The Services of one cluster with their endpoints: EndpointSlices and the WorkloadEntries that a Service selects.</summary>
internal sealed class KubernetesServices(ClusterInventory cluster, ClusterWorkloads workloads, MeshConfig settings)
{
    private const string ExportToAnnotation = "networking.istio.io/exportTo";
    private const string ExternalNameType = "ExternalName";
    private const string PersistentSessionLabel = "istio.io/persistent-session";

    /// <summary>The services. One of type ExternalName without a name stands for nothing.</summary>
    public IEnumerable<MeshService> Services() =>
        cluster.Services.Where(service => service.Type != ExternalNameType || service.ExternalName.Length > 0).Select(Convert);

    /// <summary>The endpoints of every service, by namespace and name of the service.</summary>
    /// <param name="entries">The WorkloadEntries of this cluster.</param>
    public Dictionary<(string Namespace, string Name), List<RegistryEndpoint>> Endpoints(ILookup<string, WorkloadInstance> entries)
    {
        var result = new Dictionary<(string, string), List<RegistryEndpoint>>();
        var drains = new HashSet<(string, string)>();
        foreach (ServiceInfo service in cluster.Services)
        {
            if (service.Labels.ContainsKey(PersistentSessionLabel))
            {
                drains.Add((service.Namespace, service.Name));
            }
        }

        foreach (EndpointInfo endpoint in cluster.Endpoints)
        {
            AddSlice(
                ListOf(result, endpoint.Namespace, endpoint.Service), endpoint, drains.Contains((endpoint.Namespace, endpoint.Service)));
        }

        foreach (ServiceInfo service in cluster.Services)
        {
            if (!service.Headless && !service.Selector.IsEmpty && service.Type != ExternalNameType)
            {
                AddWorkloadEntries(result, service, entries[service.Namespace]);
            }
        }

        return result;
    }

    public static bool SupportsDraining(MeshService service) =>
        service.Labels.TryGetValue(PersistentSessionLabel, out string? value) && value.Length > 0;

    private MeshService Convert(ServiceInfo service) => new()
    {
        Host = $"{service.Name}.{service.Namespace}.svc.{settings.Domain}",
        Namespace = service.Namespace,
        Name = service.Name,
        Source = $"Service {service.Namespace}/{service.Name}",
        FromKubernetes = true,
        AliasOf = service.Type == ExternalNameType ? service.ExternalName.TrimEnd('.') : "",
        Resolution = service.Type == ExternalNameType ? ServiceResolution.Alias
            : service.Headless ? ServiceResolution.Passthrough : ServiceResolution.ClientSide,
        Distribution = TrafficDistributions.Read(service.TrafficDistribution, service.Annotations),
        Ports = service.Ports.Select(PortOf).ToValueList(),
        ExportTo = service.Annotations.TryGetValue(ExportToAnnotation, out string? exportTo) && exportTo.Length > 0
            ? exportTo.Split(',', StringSplitOptions.TrimEntries).ToValueList()
            : default,
        Labels = service.Labels,
        Selector = service.Selector,
        Addresses = service.ClusterIps,
    };

    private static MeshPort PortOf(ServicePortInfo port) => new(port.Name, port.Number, PortProtocols.Of(port))
    {
        Target = port.TargetPort.Length == 0 ? port.Number
            : int.TryParse(port.TargetPort, NumberStyles.None, CultureInfo.InvariantCulture, out int target) ? target : 0,
    };

    private void AddSlice(List<RegistryEndpoint> list, EndpointInfo endpoint, bool drains)
    {
        WorkloadInfo? pod = endpoint.Workload.Length > 0 ? workloads.FindPod(endpoint.Namespace, endpoint.Workload) : null;
        if (endpoint.Workload.Length > 0 && pod is null)
        {
            // istiod waits for the pod.
            return;
        }

        LocalityEndpointOf(list, endpoint, pod, StateOf(endpoint, drains));
    }

    private void LocalityEndpointOf(List<RegistryEndpoint> list, EndpointInfo endpoint, WorkloadInfo? pod, EndpointState state)
    {
        LoadBalancing.LocalityEndpoint value = workloads.OfPod(pod, endpoint.Address);
        string account = workloads.AccountOf(pod);
        foreach ((string name, int port) in endpoint.Ports)
        {
            list.Add(
                new RegistryEndpoint(
                    value with { Port = port }, name)
                { State = state, Namespace = pod?.Namespace ?? "", Account = account });
        }
    }

    private static EndpointState StateOf(EndpointInfo endpoint, bool drains) =>
        endpoint.Ready ? EndpointState.Healthy
        : endpoint.Terminating == false ? EndpointState.Unhealthy
        : drains && endpoint.Serving != false ? EndpointState.Draining
        : EndpointState.Terminating;

    private static void AddWorkloadEntries(
        Dictionary<(string, string), List<RegistryEndpoint>> result, ServiceInfo service, IEnumerable<WorkloadInstance> entries)
    {
        foreach (WorkloadInstance entry in entries)
        {
            if (entry.IsDnsOnly || !Inventories.LabelMatch.Matches(service.Selector, entry.Endpoint.Labels))
            {
                continue;
            }

            foreach (ServicePortInfo port in service.Ports)
            {
                if (PortOf(entry, port) is { } number)
                {
                    ListOf(result, service.Namespace, service.Name).Add(entry.At(number, port.Name));
                }
            }
        }
    }

    // The entry's port map is looked up by the target port's name, else by the service port's name; only a named target port must be there.
    private static int? PortOf(WorkloadInstance entry, ServicePortInfo port)
    {
        // An API server writes the port's own number where a Service names no target port.
        string text = port.TargetPort.Length > 0 ? port.TargetPort : port.Number.ToString(CultureInfo.InvariantCulture);
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int target) && target > 0;
        string key = isNumber ? port.Name : text;
        int mapped = key.Length > 0 && entry.Ports.TryGetValue(key, out int number) ? number : 0;
        return mapped > 0 ? mapped : isNumber ? target : null;
    }

    private static List<RegistryEndpoint> ListOf(
        Dictionary<(string, string), List<RegistryEndpoint>> map, string namespaceName, string name)
    {
        if (!map.TryGetValue((namespaceName, name), out List<RegistryEndpoint>? list))
        {
            map.Add((namespaceName, name), list = []);
        }

        return list;
    }
}

using System.Globalization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>The services that ServiceEntries declare, with their endpoints (istio <c>serviceentry/conversion.go</c>).</summary>
internal sealed class ServiceEntryServices(ClusterWorkloads workloads, ILookup<string, WorkloadInstance> selectable)
{
    private const string ConnectStrategy = "istio.io/connect-strategy";

    public static IEnumerable<MeshService> Services(ServiceEntry entry)
    {
        var ports = entry.Ports.Select(port => new MeshPort(port.Name, (int)port.Number, PortProtocols.Parse(port.Protocol))).ToValueList();
        return entry.Hosts.Select(host => new MeshService
        {
            Host = host,
            Namespace = entry.Metadata.Namespace ?? "",
            Name = host,
            Source = entry.ToString(),
            External = entry.Location is not ServiceEntryLocation.MeshInternal,
            Resolution = ResolutionOf(entry),
            Distribution = TrafficDistributions.Read(null, entry.Metadata.Annotations),
            Ports = ports,
            ExportTo = entry.ExportTo,
            Labels = entry.Metadata.Labels,
            Selector = entry.WorkloadSelector?.Labels ?? default,
            Accounts = entry.SubjectAltNames,
            Addresses = entry.Addresses,
            RacesAddresses = entry.Metadata.Annotations.TryGetValue(ConnectStrategy, out string? strategy)
                && strategy.Equals("RACE_FIRST_TCP_CONNECT", StringComparison.OrdinalIgnoreCase),
        });
    }

    public IEnumerable<RegistryEndpoint> Endpoints(ServiceEntry entry, string host)
    {
        bool dns = ResolutionOf(entry) is ServiceResolution.Dns or ServiceResolution.DnsRoundRobin;
        if (entry.WorkloadSelector is { } selector)
        {
            return selectable[entry.Metadata.Namespace ?? ""]
                .Where(workload => (dns || !workload.IsDnsOnly)
                    && Inventories.LabelMatch.Matches(selector.Labels, workload.Endpoint.Labels))
                .SelectMany(workload => entry.Ports.Select(port => At(workload, port)));
        }

        if (entry.Endpoints.IsEmpty && dns)
        {
            return entry.Ports.Select(port => NameAsEndpoint(entry, host, port));
        }

        return Inline(entry).SelectMany(workload => entry.Ports.Select(port => At(workload, port)));
    }

    private IEnumerable<WorkloadInstance> Inline(ServiceEntry entry) => entry.Endpoints.Select((endpoint, index) => workloads.OfWorkload(
        endpoint,
        endpoint.Labels,
        entry.Metadata.Namespace ?? "",
        string.Create(CultureInfo.InvariantCulture, $"{entry.Metadata.Name}-{index}")));

    private RegistryEndpoint NameAsEndpoint(ServiceEntry entry, string host, ServicePort port)
    {
        var named = new WorkloadEndpoint { Address = host };
        RegistryEndpoint endpoint = At(workloads.OfWorkload(named, default, entry.Metadata.Namespace ?? "", entry.Metadata.Name), port);
        return endpoint with { Value = endpoint.Value with { Labels = default } };
    }

    private static RegistryEndpoint At(WorkloadInstance workload, ServicePort port)
    {
        int mapped = workload.Ports.TryGetValue(port.Name, out int number) ? number : 0;
        return workload.At(mapped > 0 ? mapped : port.TargetPort is > 0 and { } target ? (int)target : (int)port.Number, port.Name);
    }

    private static ServiceResolution ResolutionOf(ServiceEntry entry) => entry.Resolution switch
    {
        ServiceEntryResolution.Static => ServiceResolution.ClientSide,
        ServiceEntryResolution.Dns => ServiceResolution.Dns,
        ServiceEntryResolution.DnsRoundRobin => ServiceResolution.DnsRoundRobin,
        ServiceEntryResolution.DynamicDns => ServiceResolution.DynamicDns,
        _ => ServiceResolution.Passthrough,
    };
}

using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>Reads a Service.</summary>
internal static class ServiceReader
{
    public static ServiceInfo Read(ObjectIdentity head, ValueMap<string> labels, ValueMap<string> annotations, Fields fields)
    {
        Fields? spec = fields.Mapping("spec");
        ValueList<string> clusterIps = ClusterIps(spec);
        var service = new ServiceInfo
        {
            Name = head.Name,
            Namespace = head.Namespace,
            Labels = labels,
            Annotations = annotations,
            Type = spec?.Text("type") ?? "ClusterIP",
            ExternalName = spec?.Text("externalName") ?? "",
            Headless = clusterIps.Contains("None"),
            ClusterIps = clusterIps.Where(address => address.Length > 0 && address != "None").ToValueList(),
            ExternalAddresses = ExternalAddresses(spec, fields.Mapping("status")),
            TrafficDistribution = spec?.Text("trafficDistribution"),
            Ports = Ports(spec),
            Selector = spec?.TextMap("selector") ?? default,
        };
        return service;
    }

    private static ValueList<string> ClusterIps(Fields? spec)
    {
        ValueList<string> all = spec?.Texts("clusterIPs") ?? default;
        return !all.IsEmpty ? all : spec?.Text("clusterIP") is { } one ? [one] : [];
    }

    private static ValueList<string> ExternalAddresses(Fields? spec, Fields? status)
    {
        var addresses = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Fields ingress in status?.Mapping("loadBalancer")?.Mappings("ingress") ?? [])
        {
            string? ip = ingress.Text("ip");
            addresses.Add((string.IsNullOrEmpty(ip) ? ingress.Text("hostname") : ip) ?? "");
        }

        addresses.Remove("");
        if (addresses.Count == 0)
        {
            addresses.UnionWith(spec?.Texts("externalIPs") ?? default);
            addresses.Remove("");
        }

        return addresses.ToValueList();
    }

    private static ValueList<ServicePortInfo> Ports(Fields? spec)
    {
        var ports = new List<ServicePortInfo>();
        foreach (Fields port in spec?.Mappings("ports") ?? [])
        {
            if (port.Require("port") && port.Port("port") is { } number)
            {
                ports.Add(new ServicePortInfo
                {
                    Name = port.Text("name") ?? "",
                    Number = number,
                    Protocol = port.Text("protocol") ?? "TCP",
                    AppProtocol = port.Text("appProtocol"),
                    TargetPort = port.TextOrNumber("targetPort") ?? "",
                    NodePort = port.Number("nodePort", 0, 65535) is > 0 and { } nodePort ? nodePort : null,
                });
            }
        }

        return ports.ToValueList();
    }
}

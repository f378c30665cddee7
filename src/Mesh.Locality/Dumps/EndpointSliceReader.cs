using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>Reads an EndpointSlice: every address of every endpoint is one endpoint here, as istiod takes it.</summary>
internal static class EndpointSliceReader
{
    /// <summary>The slice's facts; <see langword="null"/> for one without Service, or of DNS names, which istiod passes over.</summary>
    public static SliceFacts? Read(ObjectIdentity head, ValueMap<string> labels, Fields fields)
    {
        if (!labels.TryGetValue("kubernetes.io/service-name", out string? service) || service.Length == 0
            || fields.Text("addressType") == "FQDN")
        {
            return null;
        }

        ValueMap<int> ports = Ports(fields);
        var endpoints = new List<EndpointInfo>();
        foreach (Fields endpoint in fields.Mappings("endpoints"))
        {
            Fields? conditions = endpoint.Mapping("conditions");
            Fields? target = endpoint.Mapping("targetRef");
            var facts = new EndpointInfo
            {
                Service = service,
                Namespace = head.Namespace,
                Address = "",
                Ports = ports,
                Ready = conditions?.Flag("ready") ?? true,
                Serving = conditions?.Flag("serving"),
                Terminating = conditions?.Flag("terminating"),
                Workload = target?.Text("kind") == "Pod" ? target.Text("name") ?? "" : "",
                Node = endpoint.Text("nodeName") ?? "",
            };
            foreach (string address in endpoint.Require("addresses") ? endpoint.Texts("addresses") : default)
            {
                endpoints.Add(facts with { Address = address });
            }
        }

        return new SliceFacts(service, endpoints.OrderBy(endpoint => endpoint.Address, StringComparer.Ordinal).ToValueList());
    }

    private static ValueMap<int> Ports(Fields fields)
    {
        var ports = new List<KeyValuePair<string, int>>();
        foreach (Fields port in fields.Mappings("ports"))
        {
            if (port.Port("port") is { } number)
            {
                ports.Add(new(port.Text("name") ?? "", number));
            }
        }

        return ports.ToValueMap();
    }
}

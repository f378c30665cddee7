using Mesh.Documents;
using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>Reads of Istio's objects what tells whose calls they concern, and which of two holds.</summary>
internal static class IstioObjectReader
{
    public static VirtualServiceInfo VirtualService(ObjectIdentity head, ValueMap<string> labels, Fields metadata, Fields fields)
    {
        Fields? spec = fields.Mapping("spec");
        return new VirtualServiceInfo
        {
            Name = head.Name,
            Namespace = head.Namespace,
            Labels = labels,
            Hosts = spec?.Texts("hosts") ?? default,
            Gateways = spec?.Texts("gateways") ?? default,
            ExportTo = spec?.Texts("exportTo") ?? default,
            Created = TimeText.Parse(metadata.Text("creationTimestamp")),
        };
    }

    public static DestinationRuleInfo DestinationRule(ObjectIdentity head, ValueMap<string> labels, Fields metadata, Fields fields)
    {
        Fields? spec = fields.Mapping("spec");
        return new DestinationRuleInfo
        {
            Name = head.Name,
            Namespace = head.Namespace,
            Labels = labels,
            Host = spec?.Text("host") ?? "",
            WorkloadSelector = spec?.Mapping("workloadSelector")?.TextMap("matchLabels") ?? default,
            ExportTo = spec?.Texts("exportTo") ?? default,
            Created = TimeText.Parse(metadata.Text("creationTimestamp")),
        };
    }

    public static IstioGatewayInfo Gateway(ObjectIdentity head, ValueMap<string> labels, Fields metadata, Fields fields)
    {
        Fields? spec = fields.Mapping("spec");
        return new IstioGatewayInfo
        {
            Name = head.Name,
            Namespace = head.Namespace,
            Labels = labels,
            Selector = spec?.TextMap("selector") ?? default,
            Servers = (spec?.Mappings("servers") ?? []).Select(Server).ToValueList(),
            Created = TimeText.Parse(metadata.Text("creationTimestamp")),
        };
    }

    private static IstioServerInfo Server(Fields server)
    {
        Fields? port = server.Mapping("port");
        return new IstioServerInfo(
            port?.Port("number") ?? 0, port?.Text("name") ?? "", port?.Text("protocol") ?? "",
            server.Mapping("tls")?.Text("mode") ?? "", server.Texts("hosts"));
    }
}

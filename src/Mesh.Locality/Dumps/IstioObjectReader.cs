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
            HasTrafficPolicy = spec?.Has("trafficPolicy") == true,
            Subsets = (spec?.Mappings("subsets") ?? []).Select(subset => subset.Text("name") ?? "").ToValueList(),
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

    public static AuthorizationPolicyInfo Policy(ObjectIdentity head, ValueMap<string> labels, Fields fields)
    {
        Fields? spec = fields.Mapping("spec");
        return new AuthorizationPolicyInfo
        {
            Name = head.Name,
            Namespace = head.Namespace,
            Labels = labels,
            Selector = spec?.Mapping("selector")?.TextMap("matchLabels") ?? default,
            IsForTargets = spec?.Has("targetRef") == true || spec?.Has("targetRefs") == true,
            Action = spec?.Text("action") ?? "ALLOW",
            Rules = (spec?.Mappings("rules") ?? []).Select(rule => Rule(rule, head.Namespace)).ToValueList(),
        };
    }

    // Of several sources one must fit: a source that names nobody is for everybody, whatever the others say.
    private static AuthorizationRuleInfo Rule(Fields rule, string namespaceName)
    {
        Fields[] sources = [.. rule.Mappings("from").Select(from => from.Mapping("source")).OfType<Fields>()];
        bool conditional = rule.Has("to") || rule.Has("when") || Array.Exists(sources, IsConditional);
        (ValueList<string> Principals, ValueList<string> Namespaces)[] named = [.. sources.Select(
            source => (PrincipalsOf(source, namespaceName), source.Texts("namespaces")))];
        return Array.Exists(named, source => source.Principals.IsEmpty && source.Namespaces.IsEmpty)
            ? new AuthorizationRuleInfo([], [], conditional)
            : new AuthorizationRuleInfo(
                named.SelectMany(source => source.Principals).ToValueList(), named.SelectMany(source => source.Namespaces).ToValueList(),
                conditional || Array.Exists(named, source => !source.Principals.IsEmpty && !source.Namespaces.IsEmpty));
    }

    private static ValueList<string> PrincipalsOf(Fields source, string namespaceName) =>
    [
        .. source.Texts("principals"),
        .. source.Texts("serviceAccounts").Select(account => account.Split('/') is [var space, var name]
            ? $"*/ns/{space}/sa/{name}" : $"*/ns/{namespaceName}/sa/{account}"),
    ];

    private static bool IsConditional(Fields source) => Array.Exists(
        [
            "notPrincipals", "requestPrincipals", "notRequestPrincipals", "notNamespaces", "notServiceAccounts", "trustDomains",
            "notTrustDomains", "ipBlocks", "notIpBlocks", "remoteIpBlocks", "notRemoteIpBlocks",
        ],
        source.Has);

    private static IstioServerInfo Server(Fields server)
    {
        Fields? port = server.Mapping("port");
        return new IstioServerInfo(
            port?.Port("number") ?? 0, port?.Text("name") ?? "", port?.Text("protocol") ?? "",
            server.Mapping("tls")?.Text("mode") ?? "", server.Texts("hosts"));
    }
}

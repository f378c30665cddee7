using Mesh.Istio.Resources;
using static Mesh.Istio.Access.Groups.FieldGroups;

namespace Mesh.Istio.Access.Groups;

/// <summary>The groups of Istio's kinds, one row each. A test walks the CRDs: no field may be missing, and none invented.</summary>
internal static class IstioFields
{
    public static ValueList<KindFields> All { get; } =
    [
        KindFields.Of(nameof(AuthorizationPolicy), Authorization, Parts(
            (Authorization, ["selector", "targetRef", "targetRefs", "rules", "action", "provider"]))),
        KindFields.Of(nameof(DestinationRule), Hosts, DestinationRuleFields()),
        KindFields.Of(nameof(ServiceEntry), Hosts, Parts(
            (Hosts, ["hosts", "addresses", "exportTo", "endpoints", "workloadSelector", "location", "resolution"]),
            (Routing, ["ports"]),
            (Certificates, ["subjectAltNames"]))),
        KindFields.Of(nameof(WorkloadEntry), Hosts, Parts(
            (Hosts, ["address", "ports", "network", "locality", "labels", "weight"]),
            (Certificates, ["serviceAccount"]))),
        KindFields.Of(nameof(WorkloadGroup), Hosts, Parts((Hosts, ["metadata", "template"]), (Resilience, ["probe"]))),
        KindFields.Of(nameof(Gateway), Routing, GatewayFields()),
        KindFields.Of(nameof(VirtualService), Routing, VirtualServiceFields()),
        KindFields.Of(nameof(PeerAuthentication), Tls, Parts((Tls, ["selector", "mtls", "portLevelMtls"]))),
        KindFields.Of(nameof(RequestAuthentication), Authorization, Parts(
            (Authorization, ["selector", "targetRef", "targetRefs", "jwtRules"]))),
        KindFields.Of(nameof(Sidecar), Hosts, SidecarFields()),
    ];

    // Which certificates a listener shows and what it asks of its clients' is the business of who renews them. Its mode, redirects and
    // whether it looks at all are not: they can end or open termination.
    private static FieldNode ServerTls => Set(Tls, Parts(
        (Tls, ["mode", "httpsRedirect", "insecureSkipVerify"]),
        (Certificates,
            [
                "credentialName", "credentialNames", "caCertCredentialName", "serverCertificate", "privateKey", "caCertificates", "caCrl",
                "tlsCertificates", "subjectAltNames", "verifyCertificateSpki", "verifyCertificateHash", "minProtocolVersion",
                "maxProtocolVersion", "cipherSuites",
            ])));

    private static FieldNode ClientTls => Set(Tls, Parts(
        (Tls, ["mode", "sni", "insecureSkipVerify"]),
        (Certificates, ["clientCertificate", "privateKey", "caCertificates", "credentialName", "subjectAltNames", "caCrl"])));

    private static FieldNode.Parts GatewayFields() => Parts((Hosts, ["selector"])).With("servers", List(
        Routing,
        Parts((Routing, ["port", "bind", "name", "defaultEndpoint"]), (Hosts, ["hosts"])).With("tls", ServerTls)));

    private static FieldNode.Parts VirtualServiceFields() => Parts((Hosts, ["hosts", "gateways", "exportTo"]), (Routing, ["tcp", "tls"]))
        .With("http", List(Routing, Parts(
            (Routing,
                [
                    "name", "match", "route", "redirect", "directResponse", "delegate", "rewrite", "headers", "mirror", "mirrors",
                    "mirrorPercent", "mirror_percent", "mirrorPercentage", "corsPolicy", "fault",
                ]),
            (Resilience, ["timeout", "retries"]))));

    private static FieldNode.Parts DestinationRuleFields()
    {
        FieldNode.Items ports = List(
            Routing,
            Parts((Routing, ["port"]), (Resilience, ["outlierDetection", "connectionPool", "loadBalancer"])).With("tls", ClientTls),
            FieldMap.LongestInnerList);
        FieldNode.Parts policy = Parts(
            (Resilience, ["outlierDetection", "connectionPool", "loadBalancer", "retryBudget"]),
            (Routing, ["tunnel", "proxyProtocol"])).With("tls", ClientTls).With("portLevelSettings", ports);
        return Parts((Hosts, ["host", "exportTo", "workloadSelector"]))
            .With("trafficPolicy", policy)
            .With("subsets", List(Routing, Parts((Routing, ["name", "labels"])).With("trafficPolicy", policy)));
    }

    private static FieldNode.Parts SidecarFields() => Parts(
            (Hosts, ["workloadSelector", "outboundTrafficPolicy"]), (Resilience, ["inboundConnectionPool"]))
        .With("egress", List(Hosts, Parts((Hosts, ["hosts"]), (Routing, ["port", "bind", "captureMode"]))))
        .With("ingress", List(Routing, Parts(
            (Routing, ["port", "bind", "captureMode", "defaultEndpoint"]), (Resilience, ["connectionPool"])).With("tls", ServerTls)));

    private static FieldNode.Parts Parts(params (string Group, string[] Names)[] fields) => new(
        null,
        fields
            .SelectMany(field => field.Names.Select(name => KeyValuePair.Create<string, FieldNode>(name, new FieldNode.Leaf(field.Group))))
            .ToValueMap());

    private static FieldNode.Parts With(this FieldNode.Parts parts, string name, FieldNode field) =>
        parts with { Fields = parts.Fields.With(name, field) };

    private static FieldNode.Parts Set(string presence, FieldNode.Parts parts) => parts with { Presence = presence };

    private static FieldNode.Items List(string structure, FieldNode.Parts item, int longest = FieldMap.LongestList) =>
        new(structure, longest, item);
}

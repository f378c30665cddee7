using Mesh.Documents;
using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>VirtualServices beside their HTTP routes.</summary>
internal static class VirtualServiceRows
{
    private const string Here = "VirtualService";
    private const string OfDelegate = "and a VirtualService without hosts is a delegate, which has HTTP routes only";

    public static IEnumerable<AdmissionRow> All =>
    [
        .. Each(
                name => Webhook(Here, "", Without(name, OfDelegate).When(IsDelegate)),
                "gateways", "tls", "tcp"),
        Webhook(Here, "gateways[]", GatewayName),
        Webhook(Here, "hosts[]", new AdmissionCheck(
            (value, scope) => IsHost(Nodes.Text(value), scope.Spec) ? null : $"is {Quote(value)}",
            "Write a host; '*' only for gateways.")),
        Webhook(Here, "hosts", new AdmissionCheck(
            (value, _) => Covered([.. Nodes.Items(value).Select(Nodes.Text)]), "Keep one of them.")),
        Webhook(Here, "", AnyOf("http", "tcp", "tls")),
        Is(Here, "http[]", "HttpRoute"),
        Is(Here, "tcp[]", "TcpRoute"),
        Is(Here, "tls[]", "TlsRoute"),
        Webhook(Here, "exportTo", CommonRows.ExportTo(mayBeNobody: false)),
        .. Route("TcpRoute", "TcpMatch"), .. Route("TlsRoute", "TlsMatch"),
        .. Match("TcpMatch"), .. Match("TlsMatch"),
        Webhook("TlsRoute", "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "match").Count == 0 ? "has none" : null, "Write a match with sniHosts.", "match")),
        Webhook("TlsMatch", "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "sniHosts").Count == 0 ? "has none" : null, "Write the SNI.", "sniHosts")),
        Webhook("TlsMatch", "sniHosts[]", new AdmissionCheck(
            (value, scope) => SniProblem(Nodes.Text(value), scope.Spec), "Write a host that the VirtualService is for.")),
    ];

    /// <summary>A gateway that routes are bound to: a name, or NAMESPACE/NAME.</summary>
    public static AdmissionCheck GatewayName { get; } = Text(
        text => text.IndexOf('/', StringComparison.Ordinal) is var slash && slash < 0 ? HostSyntax.IsDomain(text)
            : HostSyntax.IsLabel(text.AsSpan(0, slash)) && HostSyntax.IsLabel(text.AsSpan(slash + 1)),
        "Write NAME or NAMESPACE/NAME.");

    /// <summary>Routes that are bound to gateways only, and to no sidecar.</summary>
    public static bool IsForGatewaysOnly(DocumentNode spec) =>
        Nodes.Items(spec, "gateways") is { Count: > 0 } names && names.All(name => Nodes.Text(name) != "mesh");

    /// <summary>The weights of a list of destinations.</summary>
    public static AdmissionCheck Weights { get; } = new(
        (value, _) => Nodes.Items(value) is { Count: > 1 } targets && targets.Sum(target => Nodes.Number(target, "weight")) == 0
            ? "has only weights of 0" : null,
        "Give a destination a weight.");

    private static AdmissionRow[] Route(string message, string match) =>
    [
        Is(message, "match[]", match),
        Webhook(message, "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "route").Count == 0 ? "has none" : null, "Write a destination.", "route")),
        Webhook(message, "route", Weights),
        Is(message, "route[]", "RouteDestination"),
        Webhook("RouteDestination", "weight", AtLeast(0)),
        Is("RouteDestination", "destination", "Destination"),
    ];

    private static AdmissionRow[] Match(string message) =>
    [
        Webhook(message, "destinationSubnets[]", Subnet),
        Webhook(message, "port", Between(0, 65535)),
        Webhook(message, "sourceLabels", Labels),
        Webhook(message, "gateways[]", GatewayName),
    ];

    private static bool IsDelegate(DocumentNode spec) => Nodes.Items(spec, "hosts").Count == 0;

    private static bool IsHost(string host, DocumentNode spec)
    {
        bool gateways = IsForGatewaysOnly(spec);
        return HostSyntax.IsAddress(host) || (gateways && host.StartsWith("outbound_", StringComparison.Ordinal))
            || (HostSyntax.IsWildcardDomain(host) && (gateways || host != "*"));
    }

    private static string? Covered(string[] hosts)
    {
        for (int i = 0; i < hosts.Length; i++)
        {
            for (int j = i + 1; j < hosts.Length; j++)
            {
                if (HostCover.Meet(hosts[i], hosts[j]))
                {
                    return hosts[i] == hosts[j] ? $"has {hosts[i]} twice" : $"has {hosts[i]} and {hosts[j]}, of which one covers the other";
                }
            }
        }

        return null;
    }

    private static string? SniProblem(string sni, DocumentNode spec)
    {
        if (HostSyntax.IsAddress(sni))
        {
            return null;
        }

        bool generated = IsForGatewaysOnly(spec) && sni.StartsWith("outbound_", StringComparison.Ordinal);
        return !generated && !HostSyntax.IsWildcardDomain(sni) ? $"is '{sni}'"
            : Nodes.Items(spec, "hosts").Any(host => HostCover.Covers(Nodes.Text(host), sni)) ? null
            : $"is '{sni}', which is part of no host of the VirtualService";
    }
}

using Mesh.Documents;
using Mesh.Istio.Resources;
using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>ServiceEntries.</summary>
internal static class ServiceEntryRows
{
    private const string Here = "ServiceEntry";
    private const string Dynamic = "DYNAMIC_DNS";

    private static readonly Func<DocumentNode, bool> IsDns = Has("resolution", "DNS", "DNS_ROUND_ROBIN");
    private static readonly Func<DocumentNode, bool> IsStatic = Has("resolution", "STATIC");

    public static IEnumerable<AdmissionRow> All =>
    [
        Server(Here, "hosts", Count(1, 256)),
        Server(Here, "hosts[]", Not("*", "Name the host.")),
        Server(Here, "addresses", Count(0, 256)),
        Server(Here, "addresses[]", Longest(64)),
        Server(Here, "ports", Count(0, 256)),
        Server(Here, "ports", Unique("name")),
        Server(Here, "ports", Unique("number")),
        Is(Here, "ports[]", "ServicePort"),
        Server("ServicePort", "name", Longest(256)),
        Server("ServicePort", "protocol", Longest(256)),
        Server("ServicePort", "number", PortNumber),
        Server("ServicePort", "targetPort", PortNumber),
        Server(Here, "endpoints", Count(0, 4096)),
        Is(Here, "endpoints[]", "Endpoint"),
        Is(Here, "workloadSelector", "WorkloadSelector"),
        Server(Here, "", AtMostOne("workloadSelector", "endpoints")),
        Server(Here, "", Without("endpoints", "and resolution NONE calls the address that the client asked for").When(
            Has("resolution", "", "NONE"))),
        Server(Here, "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "endpoints").Count > 1 ? "has several endpoints, and resolution DNS_ROUND_ROBIN takes one"
                : null,
            "Set resolution DNS, or keep one endpoint.",
            "endpoints").When(Has("resolution", "DNS_ROUND_ROBIN"))),
        Server(Here, "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "addresses").Select(Nodes.Text).FirstOrDefault(
                address => address.Contains('/', StringComparison.Ordinal)) is { } range
                    ? $"has the range {range}, and resolution is {Nodes.Text(value, "resolution")}" : null,
            "Write single addresses, or set resolution NONE or STATIC.",
            "addresses").When(value => !Has("resolution", "", "NONE", "STATIC")(value))),
        .. OfWebhook(),
    ];

    private static AdmissionRow[] OfWebhook() =>
    [
        Webhook(Here, "hosts[]", Host),
        Webhook(Here, "addresses[]", Subnet),
        Webhook("ServicePort", "name", Label),
        Webhook("ServicePort", "protocol", Protocol),
        Webhook(Here, "exportTo", CommonRows.ExportTo(mayBeNobody: true)),
        Webhook(Here, "", Endpoints(UnknownPort, "Use the names of the entry's ports.").When(value => IsDns(value) || IsStatic(value))),
        Webhook(Here, "", Endpoints(
            (endpoint, _) => HostSyntax.IsAddress(Nodes.Text(endpoint, "address")) || IsSocket(endpoint)
                || Nodes.Text(endpoint, "address").Length == 0 ? null : $"has the address {Quote(Nodes.Child(endpoint, "address"))}",
            "Set resolution DNS, or write an IP address.").When(IsStatic)) with { ReportedBy = "MF217" },
        Webhook(Here, "", Endpoints(
            (endpoint, _) => HostSyntax.IsAddress(Nodes.Text(endpoint, "address")) || HostSyntax.IsDomain(Nodes.Text(endpoint, "address"))
                ? null : $"has the address {Quote(Nodes.Child(endpoint, "address"))}, and resolution is DNS",
            "Write a host name or an IP address.").When(IsDns)),
        Webhook(Here, "", Endpoints(
            (endpoint, entry) => IsSocket(endpoint) && Nodes.Items(entry, "ports").Count != 1 ? "has a socket, and the entry not one port"
                : null,
            "Give the entry one port.").When(IsStatic)),
        Webhook(Here, "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "endpoints").Count > 0 ? null
                : Nodes.Items(value, "hosts").Select(Nodes.Text).Where(host => !HostSyntax.IsDomain(host)).Select(
                    host => $"has {host}, which cannot be resolved, and there are no endpoints").FirstOrDefault(),
            "Name a host without wildcard, or write endpoints.",
            "hosts").When(IsDns)),
        Webhook(Here, "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "hosts").Count > 1 && Nodes.Items(value, "ports").Select(port => Nodes.Text(port, "protocol"))
                .FirstOrDefault(protocol => !IsHttpOrTls(protocol)) is { } other ? $"has several hosts, and a port has protocol '{other}'"
                    : null,
            "Write an entry for each host, or a protocol by which requests can be told apart: HTTP, GRPC, HTTPS or TLS.",
            "hosts").When(value => !Has("resolution", "", "NONE")(value))),
        .. OfDynamic(),
    ];

    private static AdmissionRow[] OfDynamic() =>
    [
        Webhook(Here, "", Without("addresses", $"and resolution is {Dynamic}").When(Has("resolution", Dynamic))),
        Webhook(Here, "", Without("endpoints", $"and resolution is {Dynamic}").When(Has("resolution", Dynamic))),
        Webhook(Here, "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "hosts").Select(Nodes.Text).Where(host => !host.StartsWith('*')).Select(
                host => $"has {host}, which is no wildcard, and resolution is {Dynamic}").FirstOrDefault(),
            "Set resolution DNS, or name hosts by a wildcard.",
            "hosts").When(Has("resolution", Dynamic))),
        Webhook(Here, "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "ports").Select(port => Nodes.Text(port, "protocol")).Where(
                protocol => PortProtocols.Parse(protocol) is not (PortProtocol.Http or PortProtocol.Tls or PortProtocol.Grpc
                    or PortProtocol.Http2))
                .Select(protocol => $"has the protocol '{protocol}', and resolution is {Dynamic}").FirstOrDefault(),
            "Write HTTP, HTTP2, GRPC or TLS.",
            "ports").When(Has("resolution", Dynamic))),
    ];

    private static string? UnknownPort(DocumentNode endpoint, DocumentNode entry) =>
        Nodes.Entries(endpoint, "ports").Select(port => port.Key).Where(
            key => Nodes.Items(entry, "ports").All(port => Nodes.Text(port, "name") != key)).Select(
            key => $"maps port '{key}', which the entry does not have").FirstOrDefault();

    private static AdmissionCheck Endpoints(Func<DocumentNode, DocumentNode, string?> problem, string help) => new(
        (value, _) => Nodes.Items(value, "endpoints").Select((endpoint, i) => problem(endpoint, value) is { } found
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"has an endpoint ({i}) that {found}") : null)
            .FirstOrDefault(found => found is not null),
        help,
        "endpoints");

    private static bool IsSocket(DocumentNode endpoint) => Nodes.Text(endpoint, "address").StartsWith("unix://", StringComparison.Ordinal);

    private static bool IsHttpOrTls(string protocol) =>
        PortProtocols.Parse(protocol) is var parsed && (parsed.IsHttp() || parsed is PortProtocol.Https or PortProtocol.Tls);
}

using Mesh.Documents;
using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>Endpoints of ServiceEntries, WorkloadEntries and WorkloadGroups.</summary>
internal static class WorkloadRows
{
    private const string Socket = "unix://";
    private const string Group = "WorkloadGroup";

    public static IEnumerable<AdmissionRow> All =>
    [
        .. Endpoint("Endpoint"), .. Endpoint("WorkloadEntry"), .. Endpoint("Template"),
        Server("Endpoint", "", AnyOf("address", "network")) with { ReportedBy = "MF217" },
        Server("WorkloadEntry", "", AnyOf("address", "network")) with { ReportedBy = "MF217" },
        Webhook("WorkloadEntry", "address", Text(
            text => text.Length == 0 || text.StartsWith(Socket, StringComparison.Ordinal) || HostSyntax.IsAddress(text)
                || HostSyntax.IsDomain(text),
            "Write an IP address, or a host name for DNS.")),
        Is(Group, "template", "Template"),
        Is(Group, "metadata", "GroupMetadata"),
        Server("GroupMetadata", "labels", Count(0, 256)),
        Server("GroupMetadata", "annotations", Count(0, 256)),
        Webhook("GroupMetadata", "labels", Labels),
        Is(Group, "probe", "Probe"),
        .. Probe(),
    ];

    private static AdmissionRow[] Endpoint(string message) =>
    [
        Server(message, "", Without("ports", "and a socket has none").When(IsSocket)),
        Server(message, "address", Longest(256)),
        Server(message, "address", Text(
            text => !text.StartsWith(Socket, StringComparison.Ordinal) || HostSyntax.IsSocket(text[Socket.Length..]),
            "Write unix:///path/of/the/socket, or unix://@name.")),
        Server(message, "labels", Count(0, 256)),
        Server(message, "locality", Longest(2048)),
        Server(message, "network", Longest(2048)),
        Server(message, "ports", Count(0, 128)),
        Server(message, "ports", Keys(key => key.Length < 63 && HostSyntax.IsLabel(key), "Write the name of a port.")),
        Server(message, "ports{}", PortNumber),
        Server(message, "serviceAccount", Longest(253)),
        Webhook(message, "labels", Labels),
    ];

    private static AdmissionRow[] Probe() =>
    [
        .. Each(
                name => Server("Probe", name, AtLeast(0)),
                "initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"),
        Webhook("Probe", "", AnyOf("httpGet", "tcpSocket", "exec", "grpc")),
        Is("Probe", "httpGet", "HttpProbe"),
        Is("Probe", "tcpSocket", "TcpProbe"),
        Is("Probe", "grpc", "GrpcProbe"),
        Is("Probe", "exec", "ExecProbe"),
        Server("HttpProbe", "port", PortNumber),
        Server("TcpProbe", "port", PortNumber),
        Server("GrpcProbe", "port", PortNumber),
        Server("HttpProbe", "scheme", OneOf("", "HTTP", "HTTPS")),
        Is("HttpProbe", "httpHeaders[]", "HttpHeader"),
        Server("HttpHeader", "name", StrictHeader),
        Webhook("HttpHeader", "name", Text(text => !text.Contains('_', StringComparison.Ordinal), "Use letters, digits and '-' only.")),
        Server("ExecProbe", "command[]", NotEmpty),
        Webhook("ExecProbe", "command", Count(1, int.MaxValue)),
    ];

    private static bool IsSocket(DocumentNode value) => Nodes.Text(value, "address").StartsWith(Socket, StringComparison.Ordinal);
}

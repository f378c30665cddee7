using Mesh.Documents;
using Mesh.Istio.Resources;
using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>Gateways.</summary>
internal static class GatewayRows
{
    private const string Here = "Gateway";
    private const string Socket = "unix://";

    public static IEnumerable<AdmissionRow> All =>
    [
        Webhook(Here, "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "servers").Count == 0 ? "has none" : null, "Write a server.", "servers")),
        Webhook(Here, "servers", new AdmissionCheck(
            (value, _) => Twice(Nodes.Items(value).Select(server => Nodes.Text(Nodes.Child(server, "port"), "name"))) is { } twice
                ? $"has the port name '{twice}' twice" : null,
            "Give each port a name of its own.")),
        Is(Here, "servers[]", "Server"),
        Webhook("Server", "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "hosts").Count == 0 ? "has none" : null, "Write a host, or '*'.", "hosts")),
        Webhook("Server", "hosts[]", Text(IsHost, "Write NAMESPACE/HOST, or a host with a dot; '*' for all.")),
        Is("Server", "port", "GatewayPort"),
        Webhook("GatewayPort", "name", NotEmpty),
        Webhook("GatewayPort", "protocol", Text(
            text => PortProtocols.Parse(text) != PortProtocol.Sniffed, "Write HTTP, HTTPS, GRPC, HTTP2, TCP, TLS, MONGO, REDIS or MYSQL.")),
        Webhook("GatewayPort", "", Without("targetPort", "and a Gateway has none")),
        Webhook("Server", "", new AdmissionCheck(
            (value, _) => Nodes.Number(Nodes.Child(value, "port"), "number") is var number && IsSocket(value)
                ? number is 0 ? null : $"has the number {number}, and a socket has none"
                : number is < 1 or > 65535 ? $"has the number {number}" : null,
            "Write a number from 1 to 65535, and none for a socket.",
            "port")),
        Webhook("Server", "bind", Text(
            text => text.Length == 0 || (text.StartsWith(Socket, StringComparison.Ordinal) ? HostSyntax.IsSocket(text[Socket.Length..])
                : HostSyntax.IsAddress(text)),
            "Write an IP address.")),
        Is("Server", "tls", "ServerTls"),
        Webhook("Server", "", new AdmissionCheck(
            (value, _) => ProtocolOf(value) is PortProtocol.Https or PortProtocol.Tls && !Nodes.Has(value, "tls")
                ? $"is missing, and the protocol is {Nodes.Text(Nodes.Child(value, "port"), "protocol")}" : null,
            "Write tls, or the protocol HTTP or TCP.",
            "tls")),
        Webhook("Server", "", new AdmissionCheck(
            (value, _) => Nodes.Child(value, "tls") is { } tls && !IsAllowed(tls, ProtocolOf(value))
                ? $"is set, and the protocol is {Nodes.Text(Nodes.Child(value, "port"), "protocol")}" : null,
            "Write the protocol HTTPS or TLS, or remove tls.",
            "tls")),
    ];

    // A server without TLS may redirect to HTTPS, which istiod takes only with a mode that has no certificate.
    private static bool IsAllowed(DocumentNode tls, PortProtocol protocol) =>
        protocol is PortProtocol.Https or PortProtocol.Tls or PortProtocol.Sniffed
        || (protocol.IsHttp() && Has("mode", "", "PASSTHROUGH", "AUTO_PASSTHROUGH")(tls)
            && !Nodes.Has(tls, "caCertificates") && !Nodes.Has(tls, "privateKey") && !Nodes.Has(tls, "serverCertificate"));

    private static PortProtocol ProtocolOf(DocumentNode server) =>
        PortProtocols.Parse(Nodes.Text(Nodes.Child(server, "port"), "protocol"));

    private static bool IsSocket(DocumentNode server) => Nodes.Text(server, "bind").StartsWith(Socket, StringComparison.Ordinal);

    private static bool IsHost(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return (slash < 0 || text[..slash] is "*" or "." || HostSyntax.IsLabel(text.AsSpan(0, slash)))
            && HostSyntax.IsExposedHost(text[(slash + 1)..], addresses: true);
    }
}

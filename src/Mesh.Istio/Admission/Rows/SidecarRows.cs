using Mesh.Documents;
using Mesh.Istio.Resources;
using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>Sidecars.</summary>
internal static class SidecarRows
{
    private const string Here = "Sidecar";
    private const string Socket = "unix://";

    private static readonly string[] Loopback = ["", "127.0.0.1", "0.0.0.0", "[::1]", "[::]"];

    public static IEnumerable<AdmissionRow> All =>
    [
        Is(Here, "workloadSelector", "WorkloadSelector"),
        Is(Here, "inboundConnectionPool", "ConnectionPool"),
        Is(Here, "ingress[]", "Ingress"),
        Is(Here, "egress[]", "Egress"),
        Is(Here, "outboundTrafficPolicy", "OutboundTrafficPolicy"),
        Webhook(Here, "", AnyOf("egress", "ingress", "outboundTrafficPolicy", "inboundConnectionPool")),
        .. Ingress(), .. Egress(),
        Is("OutboundTrafficPolicy", "egressProxy", "Destination"),
        Webhook("OutboundTrafficPolicy", "", Without("egressProxy", "and mode is not ALLOW_ANY").When(
            value => !Has("mode", "ALLOW_ANY")(value))),
        Webhook("OutboundTrafficPolicy", "", new AdmissionCheck(
            (value, _) => Nodes.Child(value, "egressProxy") is { } proxy && !Nodes.Has(proxy, "port") ? "has no port" : null,
            "Write the port.",
            "egressProxy")),
        Webhook("OutboundTrafficPolicy", "mode", Not("ALLOW_ANY_DYNAMIC_DNS", "Set it in MeshConfig.")),
    ];

    private static AdmissionRow[] Ingress()
    {
        const string Tls = "and the TLS of a sidecar's own listener has none";
        return
        [
            Is("Ingress", "port", "SidecarPort"),
            Is("Ingress", "connectionPool", "ConnectionPool"),
            Is("Ingress", "tls", "SidecarTls"),
            Webhook("Ingress", "", new AdmissionCheck(
                (value, _) => Nodes.Number(Nodes.Child(value, "port"), "number") is < 1 or > 65535
                    ? $"has the number {Nodes.Number(Nodes.Child(value, "port"), "number")}" : null,
                "Write a number from 1 to 65535.",
                "port")),
            Webhook(Here, "ingress", new AdmissionCheck(
                (value, _) => Twice(Nodes.Items(value).Select(listener => Nodes.Text(Nodes.Child(listener, "port"), "number"))) is { } twice
                    ? $"has port {twice} twice" : null,
                "Give each listener a port of its own.")),
            Webhook("Ingress", "bind", Text(text => text.Length == 0 || HostSyntax.IsAddress(text), "Write an IP address.")),
            Webhook("Ingress", "defaultEndpoint", Text(IsDefaultEndpoint, "Write 127.0.0.1:PORT, [::1]:PORT or unix:///path.")),
            .. Each(
                name => Webhook("SidecarTls", "", Without(name, Tls)),
                "subjectAltNames", "httpsRedirect", "credentialName", "credentialNames", "tlsCertificates"),
            Webhook("SidecarTls", "mode", Text(
                text => text is not ("ISTIO_MUTUAL" or "AUTO_PASSTHROUGH"), "Write SIMPLE or MUTUAL.")),
            Server("SidecarTls", "credentialNames", Count(1, 2)),
            Server("SidecarTls", "tlsCertificates", Count(1, 2)),
            Server("SidecarTls", "", AtMostOne("credentialNames", "tlsCertificates")),
            Server("SidecarTls", "", AtMostOne("credentialName", "credentialNames")),
            .. Each(
                name => Webhook("SidecarTls", "", Needs(name).When(Has("mode", "SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL"))),
                "serverCertificate", "privateKey"),
            Webhook("SidecarTls", "", Needs("caCertificates").When(Has("mode", "MUTUAL", "OPTIONAL_MUTUAL"))),
            Webhook("Ingress", "", new AdmissionCheck(
                (value, _) => Nodes.Has(value, "tls") && PortProtocols.Parse(Nodes.Text(Nodes.Child(value, "port"), "protocol")) is
                    not (PortProtocol.Https or PortProtocol.Tls) ? "is set, and the protocol is neither HTTPS nor TLS" : null,
                "Write the protocol HTTPS or TLS.",
                "tls")),
            Webhook("SidecarPort", "name", Text(text => text.Length == 0 || HostSyntax.IsLabel(text), "Write a DNS label.")),
            Webhook("SidecarPort", "protocol", Protocol),
            Webhook("SidecarPort", "", Without("targetPort", "and a Sidecar has none")),
        ];
    }

    private static AdmissionRow[] Egress() =>
    [
        Is("Egress", "port", "SidecarPort"),
        Webhook("Egress", "", new AdmissionCheck(
            (value, _) => Nodes.Items(value, "hosts").Count == 0 ? "has none" : null, "Write a host, for example ./*.", "hosts")),
        Webhook("Egress", "hosts[]", Text(IsEgressHost, "Write NAMESPACE/HOST, for example ./* or istio-system/*.")),
        Webhook("Egress", "bind", Text(
            text => text.Length == 0 || (text.StartsWith(Socket, StringComparison.Ordinal) ? HostSyntax.IsSocket(text[Socket.Length..])
                : HostSyntax.IsAddress(text)),
            "Write an IP address, or unix:///path.")),
        Webhook("Egress", "", new AdmissionCheck(
            (value, _) => Nodes.Child(value, "port") is { } port && Nodes.Number(port, "number") == 0
                && !Nodes.Text(value, "bind").StartsWith(Socket, StringComparison.Ordinal)
                    ? "has the number 0, and bind is no socket" : null,
            "Write a number from 1 to 65535, or bind a socket.",
            "port")),
        Webhook("Egress", "", new AdmissionCheck(
            (value, _) => Nodes.Number(Nodes.Child(value, "port"), "number") > 65535 ? "has a number above 65535" : null,
            "Write a number from 1 to 65535.",
            "port")),
        Webhook(Here, "egress", new AdmissionCheck(
            (value, _) => Nodes.Items(value).SkipLast(1).Any(listener => !Nodes.Has(listener, "port"))
                ? "has a listener without port that is not the last" : null,
            "Move the listener without port to the end; there is one.")),
        Webhook(Here, "egress", new AdmissionCheck(
            (value, _) => Twice(Nodes.Items(value).Where(listener => Nodes.Has(listener, "port")).Select(Key)) is { } twice
                ? $"has {twice} twice" : null,
            "Give each listener a port or socket of its own.")),
    ];

    private static string Key(DocumentNode listener) =>
        Nodes.Text(Nodes.Child(listener, "port"), "number") is { } number and not ("" or "0") ? $"port {number}"
            : $"socket {Nodes.Text(listener, "bind")}";

    private static bool IsEgressHost(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return false;
        }

        string ns = text[..slash].StartsWith('~') ? text[1..slash] : text[..slash];
        return slash > 0 && (ns is "" or "*" or "." || HostSyntax.IsLabel(ns))
            && HostSyntax.IsExposedHost(text[(slash + 1)..], addresses: false);
    }

    private static bool IsDefaultEndpoint(string text)
    {
        if (text.Length == 0 || text.StartsWith(Socket, StringComparison.Ordinal))
        {
            return text.Length == 0 || HostSyntax.IsSocket(text[Socket.Length..]);
        }

        int colon = text.LastIndexOf(':');
        return colon >= 0 && Loopback.Contains(text[..colon], StringComparer.Ordinal)
            && int.TryParse(text.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out int port) && port is > 0 and <= 65535;
    }
}

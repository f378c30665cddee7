using Mesh.Documents;
using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>Traffic policies: of a host, a subset, a port.</summary>
internal static class TrafficPolicyRows
{
    public static IEnumerable<AdmissionRow> All =>
    [
        .. Policy("TrafficPolicy"), .. Policy("PortTrafficPolicy"),
        Server("TrafficPolicy", "portLevelSettings", Count(0, 4096)),
        Is("TrafficPolicy", "portLevelSettings[]", "PortTrafficPolicy"),
        Webhook(
            "TrafficPolicy", "",
            AnyOf(
                "outlierDetection", "connectionPool", "loadBalancer", "tls", "portLevelSettings", "tunnel", "proxyProtocol",
                "retryBudget")),
        Webhook("TrafficPolicy", "", AtMostOne("tunnel", "proxyProtocol")),
        Is("TrafficPolicy", "tunnel", "Tunnel"),
        Is("TrafficPolicy", "retryBudget", "RetryBudget"),
        Server("RetryBudget", "percent", Percent),
        Webhook("PortTrafficPolicy", "", Needs("port")),
        Is("PortTrafficPolicy", "port", "PolicyPort"),
        Webhook("PortTrafficPolicy", "", AnyOf("outlierDetection", "connectionPool", "loadBalancer", "tls")),
        Webhook("Tunnel", "protocol", OneOf("", "CONNECT", "POST")),
        Webhook("Tunnel", "targetHost", Text(
            text => HostSyntax.IsDomain(text) || HostSyntax.IsAddress(text), "Write a host name or an IP address.")),
        Webhook("Tunnel", "targetPort", PortNumber),
        .. OutlierDetection(), .. ConnectionPool(), .. ClientTls(),
    ];

    private static AdmissionRow[] Policy(string message) =>
    [
        Is(message, "outlierDetection", "OutlierDetection"),
        Is(message, "connectionPool", "ConnectionPool"),
        Is(message, "loadBalancer", "LoadBalancer"),
        Is(message, "tls", "ClientTls"),
    ];

    private static AdmissionRow[] OutlierDetection()
    {
        const string Here = "OutlierDetection";
        return
        [
            .. Durations(Here, "interval", "baseEjectionTime"),
            Server(Here, "outlierDetectionHttpErrorCodes[]", Between(100, 599)),
            Webhook(Here, "maxEjectionPercent", Percent) with { ReportedBy = "MF309" },
            Webhook(Here, "minHealthPercent", Percent) with { ReportedBy = "MF309" },
            Webhook(Here, "", Without("consecutiveLocalOriginFailures", "and splitExternalLocalOriginErrors is not").When(
                value => !Nodes.IsTrue(value, "splitExternalLocalOriginErrors"))),
        ];
    }

    private static AdmissionRow[] ConnectionPool() =>
    [
        Webhook("ConnectionPool", "", AnyOf("http", "tcp")),
        Is("ConnectionPool", "http", "HttpPool"),
        Is("ConnectionPool", "tcp", "TcpPool"),
        .. Durations("HttpPool", "idleTimeout"),
        .. Each(
                name => Webhook("HttpPool", name, AtLeast(0)),
                "http1MaxPendingRequests", "http2MaxRequests", "maxRequestsPerConnection", "maxRetries", "maxConcurrentStreams"),
        Webhook("HttpPool", "", Without("useClientProtocol", "and h2UpgradePolicy is UPGRADE").When(Has("h2UpgradePolicy", "UPGRADE"))),
        Is("HttpPool", "http2KeepAlive", "Http2KeepAlive"),
        .. Durations("Http2KeepAlive", "interval", "timeout"),
        Webhook("Http2KeepAlive", "", Needs("interval")),
        Webhook("Http2KeepAlive", "", Needs("timeout")),
        Webhook("TcpPool", "maxConnections", AtLeast(0)),
        .. Durations("TcpPool", "connectTimeout", "maxConnectionDuration"),
        Webhook("TcpPool", "idleTimeout", AnyDuration.When(value => Nodes.Milliseconds(value) >= 1)),
        Is("TcpPool", "tcpKeepalive", "TcpKeepalive"),
        .. Durations("TcpKeepalive", "time", "interval"),
    ];

    private static AdmissionRow[] ClientTls()
    {
        const string Here = "ClientTls";
        const string Unverified = "and insecureSkipVerify verifies nothing";
        const string OfSecret = "and credentialName names a secret that has it";
        Func<DocumentNode, bool> skips = value => Nodes.IsTrue(value, "insecureSkipVerify");
        Func<DocumentNode, bool> named = value => Has("mode", "SIMPLE", "MUTUAL")(value) && Nodes.Text(value, "credentialName").Length > 0;
        Func<DocumentNode, bool> files = value => Has("mode", "MUTUAL")(value) && Nodes.Text(value, "credentialName").Length == 0;
        return
        [
            .. Each(
                name => Webhook(Here, "", Without(name, OfSecret).When(named)),
                "clientCertificate", "privateKey", "caCertificates", "caCrl"),
            .. Each(
                name => Webhook(Here, "", Without(name, Unverified).When(
                value => skips(value) && Has("mode", "SIMPLE", "MUTUAL")(value))),
                "caCertificates", "subjectAltNames"),
            Webhook(Here, "", Without("credentialName", Unverified).When(value => skips(value) && Has("mode", "SIMPLE")(value))),
            Webhook(Here, "", Needs("clientCertificate").When(files)),
            Webhook(Here, "", Needs("privateKey").When(files)),
        ];
    }

    /// <summary>Durations that the CRD wants to be at least a millisecond, and the webhook in whole ones.</summary>
    public static IEnumerable<AdmissionRow> Durations(string message, params string[] fields) => fields.SelectMany(
        name => new[] { Server(message, name, Duration), Webhook(message, name, WholeMilliseconds) });
}

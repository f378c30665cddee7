using Mesh.Documents;
using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>Messages that several kinds have.</summary>
internal static class CommonRows
{
    private const string Wildcard = "Labels of a selector have no wildcards.";

    public static IEnumerable<AdmissionRow> All =>
    [
        .. Selector("LabelSelector", "matchLabels", 4096),
        Server("LabelSelector", "matchLabels", Keys(key => key.Length > 0 && !key.Contains('*', StringComparison.Ordinal), Wildcard)),
        .. Selector("WorkloadSelector", "labels", 256),
        Webhook("WorkloadSelector", "labels", Keys(key => key.Length > 0 && !key.Contains('*', StringComparison.Ordinal), Wildcard)),
        .. Destination(),
        .. ServerTls(),
    ];

    /// <summary>Namespaces that an object is exported to.</summary>
    public static AdmissionCheck ExportTo(bool mayBeNobody) => new(
        (value, scope) => ExportProblem([.. Nodes.Items(value).Select(Nodes.Text)], scope.Namespace, mayBeNobody),
        mayBeNobody ? "Write '*', '.', '~' or names of namespaces, each once, and '*' and '~' alone."
            : "Write '*', '.' or names of namespaces, each once, and '*' alone.");

    private static string? ExportProblem(string[] names, string own, bool mayBeNobody)
    {
        if (Twice(names.Select(name => name == "." ? own : name)) is { } twice)
        {
            return $"has '{twice}' twice";
        }

        string? wrong = names.FirstOrDefault(
            name => name is not ("*" or ".") && !(name == "~" && mayBeNobody) && !HostSyntax.IsLabel(name));
        return wrong is not null ? $"has '{wrong}'"
            : names.Length > 1 && names.FirstOrDefault(name => name is "*" or "~") is { } alone ? $"has '{alone}' beside others" : null;
    }

    private static AdmissionRow[] Selector(string message, string name, int most) =>
    [
        Server(message, name, Count(0, most)),
        Server(message, name + "{}", Longest(63)),
        Server(message, name + "{}", Text(text => !text.Contains('*', StringComparison.Ordinal), Wildcard)),
    ];

    private static AdmissionRow[] Destination() =>
    [
        Webhook("Destination", "host", Text(text => text != "*" && HostSyntax.IsWildcardDomain(text), "Write the host of a service.")),
        Webhook("Destination", "subset", Text(text => text.Length == 0 || HostSyntax.IsLabel(text), "Write a DNS label.")),
        Is("Destination", "port", "PortSelector"),
        Webhook("PortSelector", "", Needs("number")),
        Webhook("PortSelector", "number", PortNumber),
    ];

    private static AdmissionRow[] ServerTls()
    {
        const string Here = "ServerTls";
        Func<DocumentNode, bool> ends = Has("mode", "SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL");
        Func<DocumentNode, bool> ofFiles = value => ends(value) && !Nodes.Has(value, "credentialName")
            && !Nodes.Has(value, "credentialNames") && !Nodes.Has(value, "tlsCertificates");
        Func<DocumentNode, bool> ofClients = value => Has("mode", "MUTUAL", "OPTIONAL_MUTUAL")(value)
            && !Nodes.Has(value, "credentialName") && !Nodes.Has(value, "credentialNames");
        const string Own = "and mode ISTIO_MUTUAL uses the certificate of the proxy";
        return
        [
            Server(Here, "", AtMostOne("credentialNames", "tlsCertificates")),
            Server(Here, "", AtMostOne("credentialName", "credentialNames")),
            Server(Here, "credentialNames", Count(1, 2)),
            Server(Here, "tlsCertificates", Count(1, 2)),
            Webhook(Here, "", AtMostOne("credentialName", "tlsCertificates").When(value => !Has("mode", "ISTIO_MUTUAL")(value))),
            Webhook(Here, "", AtMostOne("credentialName", "serverCertificate").When(
                value => !Has("mode", "ISTIO_MUTUAL")(value) && Nodes.Has(value, "privateKey"))),
            .. Each(
                name => Webhook(Here, "", Without(name, Own).When(Has("mode", "ISTIO_MUTUAL"))),
                "serverCertificate", "privateKey", "caCertificates", "tlsCertificates", "credentialName", "credentialNames"),
            Webhook(Here, "", Needs("serverCertificate").When(ofFiles)),
            Webhook(Here, "", Needs("privateKey").When(ofFiles)),
            Webhook(Here, "", Needs("caCertificates").When(ofClients)),
            Webhook(Here, "", Without("caCrl", "and mode SIMPLE asks clients for no certificate").When(
                value => Has("mode", "SIMPLE")(value) && !Nodes.Has(value, "credentialName") && !Nodes.Has(value, "credentialNames"))),
            Webhook("TlsCertificate", "", Needs("serverCertificate")),
            Webhook("TlsCertificate", "", Needs("privateKey")),
            Is(Here, "tlsCertificates[]", "TlsCertificate"),
        ];
    }
}

using Mesh.Documents;
using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>HTTP routes: what they match, and which of their actions exclude each other.</summary>
internal static class HttpRouteRows
{
    private const string Here = "HttpRoute";

    public static IEnumerable<AdmissionRow> All =>
    [
        Is(Here, "match[]", "HttpMatch"),
        Is(Here, "route[]", "HttpDestination"),
        Is(Here, "headers", "Headers"),
        Is(Here, "redirect", "Redirect"),
        Is(Here, "directResponse", "DirectResponse"),
        Is(Here, "rewrite", "Rewrite"),
        Is(Here, "retries", "Retries"),
        Is(Here, "fault", "Fault"),
        Is(Here, "mirror", "Destination"),
        Is(Here, "mirrors[]", "Mirror"),
        Is(Here, "mirrorPercentage", "Percentage"),
        Is(Here, "corsPolicy", "Cors"),
        .. TrafficPolicyRows.Durations(Here, "timeout"),
        Webhook(Here, "mirrorPercent", Between(0, 100)),
        Webhook(Here, "route", VirtualServiceRows.Weights),
        Webhook("HttpDestination", "weight", AtLeast(0)),
        Is("HttpDestination", "destination", "Destination"),
        Is("HttpDestination", "headers", "Headers"),
        Webhook(Here, "", AtMostOne("mirror", "mirrors")),
        .. Actions(), .. Match(),
    ];

    private static AdmissionRow[] Actions()
    {
        const string Delegates = "and the delegate has the routes";
        Func<DocumentNode, bool> delegates = value => Nodes.Has(value, "delegate");
        return
        [
            .. Each(
                name => Webhook(Here, "", Without(name, Delegates).When(delegates)),
                "redirect", "route"),
            Webhook(Here, "", new AdmissionCheck(
                (value, scope) => Nodes.Items(scope.Spec, "hosts").Count == 0 && Nodes.Has(value, "delegate")
                    ? "is set in a VirtualService without hosts, which is a delegate itself" : null,
                "Remove delegate.",
                "delegate")),
            .. Each(
                name => Webhook(Here, "", AtMostOne("redirect", name).When(value => !delegates(value))),
                "route", "fault", "rewrite", "directResponse"),
            .. Each(
                name => Webhook(Here, "", AtMostOne("directResponse", name).When(
                    value => !delegates(value) && !Nodes.Has(value, "redirect"))),
                "route", "fault", "rewrite"),
            Webhook(Here, "", AnyOf("route", "redirect", "directResponse").When(value => !delegates(value))),
            Webhook(Here, "", new AdmissionCheck(
                (value, _) => SetsAuthority(value) > 1 ? "is set more than once, by rewrite and by headers" : null,
                "Set the authority once.",
                "rewrite")),
        ];
    }

    private static AdmissionRow[] Match() =>
    [
        Webhook("HttpMatch", "headers", Keys(HttpSyntax.IsMatchedHeader, "Write the name of a header.")),
        Webhook("HttpMatch", "withoutHeaders", Keys(HttpSyntax.IsMatchedHeader, "Write the name of a header.")),
        .. Each(
                name => Webhook("HttpMatch", name, new AdmissionCheck(
            (value, scope) => !VirtualServiceRows.IsForGatewaysOnly(scope.Spec)
                && Nodes.Entries(value).FirstOrDefault(entry => HttpSyntax.IsClaim(entry.Key)) is { Key: { } claim }
                    ? $"has {claim}, and only gateways route by claims" : null,
            "Bind the VirtualService to gateways only.")),
                "headers", "withoutHeaders"),
        Is("HttpMatch", "headers{}", "StringMatch"),
        Is("HttpMatch", "withoutHeaders{}", "AbsentMatch"),
        Is("HttpMatch", "queryParams{}", "StringMatch"),
        Is("HttpMatch", "scheme", "StringMatch"),
        Is("HttpMatch", "method", "StringMatch"),
        Is("HttpMatch", "authority", "StringMatch"),
        Is("HttpMatch", "uri", "UriMatch"),
        Webhook("HttpMatch", "port", Between(0, 65535)),
        Webhook("HttpMatch", "sourceLabels", Labels),
        Webhook("HttpMatch", "gateways[]", VirtualServiceRows.GatewayName),
        Webhook("HttpMatch", "sourceNamespace", Text(
            text => text.Length == 0 || HostSyntax.IsLabel(text), "Write the name of a namespace.")),
        Webhook("StringMatch", "prefix", NotEmpty),
        Webhook("StringMatch", "regex", Regex),
        Webhook("UriMatch", "regex", Regex),
        Webhook("AbsentMatch", "prefix", NotEmpty),
        Webhook("AbsentMatch", "regex", new AdmissionCheck(
            (value, _) => Nodes.Text(value) == "*" ? null : HttpSyntax.RegexProblem(Nodes.Text(value)), Regex.Help)),
    ];

    private static int SetsAuthority(DocumentNode route)
    {
        DocumentNode? request = Nodes.Child(Nodes.Child(route, "headers"), "request");
        return Nodes.Entries(request, "set").Concat(Nodes.Entries(request, "add")).Count(entry => HttpSyntax.IsAuthority(entry.Key))
            + (Nodes.Text(Nodes.Child(route, "rewrite"), "authority").Length > 0 ? 1 : 0);
    }
}

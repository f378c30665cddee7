using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>AuthorizationPolicies.</summary>
internal static class AuthorizationRows
{
    private const string Here = "AuthorizationPolicy";
    private const string NotWithCustom = "and action CUSTOM does not look at it";

    private static readonly string[] SourceFields =
    [
        "principals", "notPrincipals", "requestPrincipals", "notRequestPrincipals", "namespaces", "notNamespaces", "serviceAccounts",
        "notServiceAccounts", "trustDomains", "notTrustDomains", "ipBlocks", "notIpBlocks", "remoteIpBlocks", "notRemoteIpBlocks",
    ];

    private static readonly string[] AccountFields = ["serviceAccounts", "notServiceAccounts"];
    private static readonly string[] OtherIdentities = ["principals", "notPrincipals", "namespaces", "notNamespaces"];

    private static readonly string[] OperationFields =
        ["hosts", "notHosts", "ports", "notPorts", "methods", "notMethods", "paths", "notPaths"];

    private static readonly string[] Attributes =
    [
        "source.ip", "remote.ip", "source.namespace", "source.serviceAccount", "source.principal", "source.trustDomain",
        "request.auth.principal", "request.auth.audiences", "request.auth.presenter", "destination.ip", "destination.port",
        "connection.sni",
    ];

    private static readonly string[] MapAttributes = ["request.headers", "request.auth.claims", "experimental.envoy.filters."];

    public static IEnumerable<AdmissionRow> All =>
    [
        Server(Here, "rules", Count(0, 512)),
        Is(Here, "rules[]", "AccessRule"),
        Server("AccessRule", "from", Count(0, 512)),
        Is("AccessRule", "from[]", "From"),
        Is("AccessRule", "to[]", "To"),
        Is("AccessRule", "when[]", "Condition"),
        Webhook("From", "", Needs("source")),
        Webhook("To", "", Needs("operation")),
        Is("From", "source", "Source"),
        Is("To", "operation", "Operation"),
        .. Action(), .. Source(), .. Operation(), .. Condition(),
    ];

    private static AdmissionRow[] Action() =>
    [
        Webhook(Here, "", Needs("rules").When(Has("action", "DENY", "CUSTOM"))),
        Webhook(Here, "", new AdmissionCheck(
            (value, _) => Nodes.Text(Nodes.Child(value, "provider"), "name").Length == 0 ? "is missing, and action is CUSTOM" : null,
            "Name the provider.",
            "provider").When(value => Has("action", "CUSTOM")(value) && Nodes.Has(value, "rules"))),
        Webhook(Here, "", Without("provider", "and action is not CUSTOM").When(value => !Has("action", "CUSTOM")(value))),
        .. SourceFields.Where(name => !name.Contains("Ip", StringComparison.Ordinal) && !name.StartsWith("ip", StringComparison.Ordinal))
            .Select(name => Webhook("Source", name, OnlyWithoutCustom)),
        Webhook("Condition", "key", OnlyWithoutCustom.When(
            key => Nodes.Text(key) is "source.namespace" or "source.serviceAccount" or "source.trustDomain" or "source.principal"
                || Nodes.Text(key).StartsWith("request.auth.", StringComparison.Ordinal))),
    ];

    private static AdmissionCheck OnlyWithoutCustom { get; } = new(
        (_, scope) => Nodes.Text(scope.Spec, "action") == "CUSTOM" ? $"is set, {NotWithCustom}" : null,
        "Leave the decision to the provider.");

    private static AdmissionRow[] Source() =>
    [
        Server("Source", "", new AdmissionCheck(
            (value, _) => AccountFields.Any(name => Nodes.Has(value, name))
                && OtherIdentities.FirstOrDefault(
                    name => Nodes.Has(value, name)) is { } other ? $"is set beside {other}" : null,
            "Write them as different sources.",
            "serviceAccounts")),
        .. Each(
                name => new[]
        {
            Server("Source", name, Count(0, 16)),
            Server("Source", name + "[]", Longest(320)),
            Webhook("Source", name + "[]", ServiceAccount),
        },
                "serviceAccounts", "notServiceAccounts"),
        .. Each(
                name => Webhook("Source", name + "[]", Subnet),
                "ipBlocks", "notIpBlocks", "remoteIpBlocks", "notRemoteIpBlocks"),
        .. Each(
                name => Webhook("Source", name + "[]", TrustDomain),
                "trustDomains", "notTrustDomains"),
        .. SourceFields.Where(
            name => name.Contains("rincipals", StringComparison.Ordinal) || name.Contains("amespaces", StringComparison.Ordinal))
            .Select(name => Webhook("Source", name + "[]", NotEmpty)),
        Webhook("Source", "", AnyOf(SourceFields)),
    ];

    private static AdmissionRow[] Operation() =>
    [
        Webhook("Operation", "", AnyOf(OperationFields)),
        Webhook("Operation", "ports[]", PortText),
        Webhook("Operation", "notPorts[]", PortText),
        .. Each(
                name => Webhook("Operation", name, NotEmpty),
                "hosts[]", "notHosts[]", "methods[]", "notMethods[]", "paths[]", "notPaths[]"),
        Webhook("Operation", "paths[]", PathTemplate),
        Webhook("Operation", "notPaths[]", PathTemplate),
    ];

    private static AdmissionRow[] Condition() =>
    [
        Webhook("Condition", "key", Text(IsAttribute, "Write an attribute, for example request.headers[x-name] or source.ip.")),
        Webhook("Condition", "", AnyOf("values", "notValues")),
        .. Each(
                name => new[]
        {
            Webhook("Condition", name + "[]", NotEmpty),
            Webhook("Condition", "", Values(name, Subnet, "source.ip", "remote.ip", "destination.ip")),
            Webhook("Condition", "", Values(name, PortText, "destination.port")),
            Webhook("Condition", "", Values(name, ServiceAccount, "source.serviceAccount")),
            Webhook("Condition", "", Values(name, Wildcard, "source.trustDomain")),
        },
                "values", "notValues"),
    ];

    private static AdmissionCheck Values(string list, AdmissionCheck check, params string[] keys) => new AdmissionCheck(
        (value, scope) => Nodes.Items(value, list).Select(item => check.Problem(item, scope)).FirstOrDefault(found => found is not null),
        check.Help,
        list).When(Has("key", keys));

    private static AdmissionCheck PortText { get; } = Text(
        text => int.TryParse(text, System.Globalization.NumberStyles.None, null, out int port) && port <= 65535,
        "Write a port as text, from 0 to 65535.");

    private static AdmissionCheck ServiceAccount { get; } = Text(
        text => text.Length > 0 && !text.Contains('*', StringComparison.Ordinal) && text.Split('/') is { Length: <= 2 } parts
            && parts.All(part => part.Length > 0),
        "Write NAME or NAMESPACE/NAME, without wildcard.");

    private static AdmissionCheck Wildcard { get; } = Text(IsPattern, "Write a text with at most one '*', at its beginning or end.");

    private static AdmissionCheck TrustDomain { get; } = Text(
        text => IsPattern(text) && !text.Contains('/', StringComparison.Ordinal),
        "Write a trust domain without '/', with at most one '*', at its beginning or end.");

    private static AdmissionCheck PathTemplate { get; } = Text(IsPath, "Write {*} or {**} as whole segments, {**} as the last.");

    private static bool IsPattern(string text) =>
        text.Length > 0 && text.Count(c => c == '*') <= 1 && (text.IndexOf('*', StringComparison.Ordinal) is var at
            && (at <= 0 || at == text.Length - 1));

    private static bool IsAttribute(string key) => Attributes.Contains(key, StringComparer.Ordinal)
        || (MapAttributes.Any(name => key.StartsWith(name, StringComparison.Ordinal))
            && key.EndsWith(']') && key.IndexOf('[', StringComparison.Ordinal) is var open && open > 0 && open < key.Length - 2);

    private static bool IsPath(string path)
    {
        bool template = path.Contains("{*}", StringComparison.Ordinal) || path.Contains("{**}", StringComparison.Ordinal);
        bool last = false;
        foreach (string part in path.Trim('/').Split('/'))
        {
            if (part is "{*}" or "{**}")
            {
                if (last)
                {
                    return false;
                }

                last = part == "{**}";
            }
            else if (part.AsSpan().ContainsAny('{', '}') || (template && !part.All(c => char.IsAsciiLetterOrDigit(c)
                || "-._~%!$&'()+,;:@=".Contains(c, StringComparison.Ordinal))))
            {
                return false;
            }
        }

        return true;
    }
}

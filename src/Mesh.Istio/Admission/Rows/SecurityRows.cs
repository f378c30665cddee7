using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>PeerAuthentications, RequestAuthentications, and what they have in common with AuthorizationPolicies.</summary>
internal static class SecurityRows
{
    private const string Peers = "PeerAuthentication";
    private const string Requests = "RequestAuthentication";

    // Group and kind of what a policy may be for.
    private static readonly (string Group, string Kind)[] Targets =
    [
        ("", "Service"), ("core", "Service"), ("networking.istio.io", "ServiceEntry"), ("gateway.networking.k8s.io", "Gateway"),
        ("gateway.networking.k8s.io", "GatewayClass"),
    ];

    public static IEnumerable<AdmissionRow> All =>
    [
        .. PeerAuthentication(), .. Targeted(Requests), .. Targeted("AuthorizationPolicy"), .. Reference(), .. Jwt(),
    ];

    private static AdmissionRow[] PeerAuthentication() =>
    [
        Is(Peers, "selector", "LabelSelector"),
        Server(Peers, "", new AdmissionCheck(
            (value, _) => Nodes.Has(value, "portLevelMtls") && Nodes.Entries(Nodes.Child(value, "selector"), "matchLabels").Count == 0
                ? "is set, and there is no selector" : null,
            "Select the workloads by selector.matchLabels.",
            "portLevelMtls")),
        Server(Peers, "portLevelMtls", Keys(
            key => int.TryParse(key, out int port) && port is > 0 and <= 65535, "Write ports from 1 to 65535.")),
    ];

    private static AdmissionRow[] Targeted(string kind) =>
    [
        Is(kind, "selector", "LabelSelector"),
        Is(kind, "targetRef", "TargetReference"),
        Is(kind, "targetRefs[]", "TargetReference"),
        Server(kind, "targetRefs", Count(0, 16)),
        Server(kind, "", AtMostOne("selector", "targetRef", "targetRefs")),
    ];

    private static AdmissionRow[] Reference() =>
    [
        Server("TargetReference", "group", Longest(253)),
        Server("TargetReference", "group", Text(
            text => text.Length == 0 || text.Split('.').All(
                part => part.Length > 0 && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
                    && part[0] != '-' && part[^1] != '-'),
            "Write an API group.")),
        Server("TargetReference", "kind", Longest(63)),
        Server("TargetReference", "kind", Text(
            text => text.Length > 0 && char.IsAsciiLetter(text[0]) && text[^1] != '-'
                && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'),
            "Write a kind.")),
        Server("TargetReference", "name", NotEmpty),
        Server("TargetReference", "name", Longest(253)),
        Server("TargetReference", "namespace", Text(text => text.Length == 0, "Remove namespace: a policy is for its own namespace.")),
        Webhook("TargetReference", "", new AdmissionCheck(
            (value, _) => Targets.Contains((Nodes.Text(value, "group"), Nodes.Text(value, "kind"))) ? null
                : $"is {Quote(Nodes.Child(value, "kind"))} of group '{Nodes.Text(value, "group")}'",
            "Name a Service, ServiceEntry, Gateway or GatewayClass.",
            "kind")),
    ];

    private static AdmissionRow[] Jwt() =>
    [
        Server(Requests, "jwtRules", Count(0, 4096)),
        Is(Requests, "jwtRules[]", "JwtRule"),
        Server("JwtRule", "", AtMostOne("jwks", "jwksUri")),
        Server("JwtRule", "issuer", NotEmpty),
        .. Each(
                name => Server("JwtRule", name, NotEmpty),
                "audiences[]", "fromParams[]", "fromCookies[]", "spaceDelimitedClaims[]"),
        Server("JwtRule", "spaceDelimitedClaims", Count(0, 64)),
        Server("JwtRule", "jwksUri", NotEmpty),
        Server("JwtRule", "jwksUri", Longest(2048)),
        Server("JwtRule", "jwksUri", Text(
            text => Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https", "Write an URL.")),
        Is("JwtRule", "fromHeaders[]", "JwtHeader"),
        Server("JwtHeader", "name", NotEmpty),
        Is("JwtRule", "outputClaimToHeaders[]", "ClaimToHeader"),
        Server("ClaimToHeader", "claim", NotEmpty),
        Server("ClaimToHeader", "header", StrictHeader),
        .. TrafficPolicyRows.Durations("JwtRule", "timeout"),
        Webhook("JwtRule", "", AnyOf("issuer", "jwksUri")),
        Webhook("JwtRule", "jwks", Text(
            text => text.Length == 0 || text.TrimStart().StartsWith('{'), "Write a set of keys as JSON.")),
    ];
}

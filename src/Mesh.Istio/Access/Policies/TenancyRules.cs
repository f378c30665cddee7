using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Policies;

/// <summary>
/// The limits of each kind in CEL. Names that hold what cannot be in one are never right, so that a blank cannot hide a second name.
/// </summary>
internal static class TenancyRules
{
    private const string Exported = "exportTo goes beyond the workspace (absent means \"*\")";

    /// <summary>The kinds with their variables and rules; the shared namespace is one that Sidecars need.</summary>
    public static ValueList<(string Kind, ValueList<PolicyVariable> Variables, ValueList<TenancyRule> Rules)> All(
        string clusterDomain, ValueList<string> infrastructure) =>
    [
        (nameof(Gateway), GatewayVariables,
        [
            new("servers[].hosts without a namespace of the workspace before \"/\"",
                "variables.names.filter(n, !(n.contains('/') && n.split('/')[0] in ['.'] + variables.namespaces))"),
            new("servers[].hosts outside the hosts of the workspace",
                $"variables.names.map(n, n.contains('/') ? n.split('/')[1] : n).filter(h, !{IsServed})"),
            new("the selector is none of those of the workspace",
                "variables.selectors.exists(t, t.split(',').all(l, variables.selector[?l.split('=')[0]] == optional.of(l.split('=')[1])))"
                + " ? [] : ['selector']"),
        ]),
        (nameof(VirtualService), RouteVariables,
        [
            new("hosts outside the hosts of the workspace", OwnHosts(clusterDomain)),
            new("a destination outside the namespaces and hosts that the workspace may call",
                $"variables.routes.filter(h, !(!h.contains('.') ? h.matches('^[a-z0-9-]+$') : {IsOfCluster}"
                + $" ? {IsServiceIn("variables.destinations", clusterDomain)} : {IsServed}))"),
            new("a delegate of another namespace", "variables.delegates.filter(n, !(n in variables.namespaces))"),
            new("a gateway of another workspace",
                "variables.gateways.filter(g, g != 'mesh' && !(g in variables.allowedGateways)"
                + " && g.contains('/') && !(g.split('/')[0] in variables.namespaces))"),
            new(Exported, ExportedTo),
        ]),
        (nameof(ServiceEntry),
        [
            .. ExportVariables, new("names", "variables.spec[?'hosts'].orValue([])"),
            new("endpoints", "variables.spec[?'endpoints'].orValue([]).map(e, e[?'address'].orValue(''))"),
        ],
        [
            new("hosts outside the hosts of the workspace, or in the cluster's own domain",
                $"variables.names.filter(h, {IsOfCluster} || !{IsServed})"),
            new("an endpoint is a service that the workspace may not call",
                $"variables.endpoints.filter(h, {IsOfCluster} && !{IsServiceIn("variables.destinations", clusterDomain)})"),
            new(Exported, ExportedTo),
        ]),
        (nameof(DestinationRule), [.. ExportVariables, new("names", "[variables.spec[?'host'].orValue('')]")],
        [
            new("host is neither a service of the namespace nor a host of the workspace", OwnHosts(clusterDomain)),
            new(Exported, ExportedTo),
        ]),
        (nameof(Sidecar),
        [
            new("egress", $"variables.spec[?'egress'].orValue([]).map(e, {Joined("e[?'hosts'].orValue([])", "h", "h")}){Split}"),
        ],
        [
            new("egress to a namespace that the workspace may not call",
                $"variables.egress.filter(h, !(h.split('/')[0] in {CelText.List([".", "~", .. infrastructure])}"
                + " + variables.destinations))"),
        ]),
    ];

    private const string Split = ".filter(s, s != '').join(' ').split(' ').filter(s, s != '')";

    private static readonly ValueList<PolicyVariable> ExportVariables = [new("exportTo", "variables.spec[?'exportTo'].orValue(['*'])")];

    private static readonly ValueList<PolicyVariable> GatewayVariables =
    [
        new("selector", "variables.spec[?'selector'].orValue({})"),
        new("names", $"variables.spec[?'servers'].orValue([]).map(s, {Joined("s[?'hosts'].orValue([])", "h", "h")}){Split}"),
    ];

    private static readonly ValueList<PolicyVariable> RouteVariables =
    [
        .. ExportVariables,
        new("http", "variables.spec[?'http'].orValue([])"),
        new("names", "variables.spec[?'hosts'].orValue([])"),
        new("gateways", "variables.spec[?'gateways'].orValue(['mesh'])"),
        new("routes", $"({Destinations("variables.http", "route")} + {Destinations("variables.http", "mirrors")}"
            + $" + variables.http.map(r, {Hidden("r.?mirror.host.orValue('')")})"
            + $" + {Destinations("variables.spec[?'tcp'].orValue([])", "route")}"
            + $" + {Destinations("variables.spec[?'tls'].orValue([])", "route")}){Split}"),
        new("delegates", "variables.http.filter(r, has(r.delegate)).map(r, r.delegate[?'namespace'].orValue(request.namespace))"),
    ];

    private static string ExportedTo => "variables.exportTo.filter(x, !(x == '.' || x in variables.namespaces))";

    /// <summary>A host of the workspace: <c>*.</c> takes what has a label more, and no look-alike.</summary>
    private static string IsServed =>
        "variables.hosts.exists(p, p == h || (p.startsWith('*.') && h.endsWith(p.substring(1)) && h.size() > p.size()))";

    private static string IsOfCluster => "(h.endsWith('.svc') || h.contains('.svc.'))";

    private static string OwnHosts(string domain) =>
        $"variables.names.filter(h, (h.contains('.') || h.contains('*')) && !({IsOfCluster}"
        + $" ? {IsServiceIn("[request.namespace]", domain)} : {IsServed}))";

    /// <summary>A service by its full name, in small letters and without a dot at the end: other spellings are other names here.</summary>
    private static string IsServiceIn(string namespaces, string domain) =>
        $"(h.matches('^[a-z0-9-]+[.][a-z0-9-]+[.]svc([.]{domain.Replace(".", "[.]", StringComparison.Ordinal)})?$')"
        + $" && h.split('.')[1] in {namespaces})";

    private static string Destinations(string routes, string list) =>
        $"{routes}.map(r, {Joined($"r[?'{list}'].orValue([])", "d", "d.destination.host")})";

    private static string Joined(string list, string name, string text) => $"{list}.map({name}, {Hidden(text)}).join(' ')";

    // Names are joined with blanks; one in a name would make two of it.
    private static string Hidden(string text) => $"{text}.replace(' ', '!')";
}

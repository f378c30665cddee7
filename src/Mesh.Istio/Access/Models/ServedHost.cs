namespace Mesh.Istio.Access.Models;

/// <summary>A host that a gateway serves.</summary>
/// <param name="Workspace">Whose it is.</param>
/// <param name="Gateway">The gateway's path.</param>
/// <param name="Server">The server.</param>
/// <param name="Path">The server's path.</param>
internal sealed record ServedHost(WorkspaceEntry Workspace, string Gateway, GatewayServer Server, string Path)
{
    /// <summary>Where it leads to clusters: the host, the action and its path.</summary>
    public IReadOnlyList<(string Target, ClusterAction Action, string Path)> Leads { get; } =
        [.. RoutesOf(Server).Select((route, i) => (route.Action, Path: $"{Path}/routes/{i}/action"))
            .Where(route => route.Action is ClusterAction)
            .Select(route => (((ClusterAction)route.Action).Host ?? Server.Hostname, (ClusterAction)route.Action, route.Path))];

    private static ValueList<Route> RoutesOf(GatewayServer server) => server switch
    {
        HttpServer http => http.Routes,
        HttpsServer https => https.Routes,
        _ => default,
    };
}

namespace Mesh.Istio.Generation.Edge;

/// <summary>Servers in front of the mesh, whose routes lead to clusters.</summary>
internal static class EdgeServer
{
    public static bool Is(GatewayServer server) => Actions(server).Any();

    /// <summary>Whether calls between clusters enter through the gateway, for hosts that it serves or passes on.</summary>
    public static bool TakesMeshCalls(WorkspaceGateway gateway) =>
        gateway.Transit == true || gateway.Servers.IsEmpty || !gateway.Servers.All(Is);

    public static IEnumerable<ClusterAction> Actions(GatewayServer server) =>
        RoutesOf(server).Select(route => route.Action).OfType<ClusterAction>();

    /// <summary>Every action of a gateway's servers that leads to clusters, in the order of the servers' names.</summary>
    public static IEnumerable<(ServerEntry Server, ClusterAction Action)> ActionsOf(PlacedGateway gateway) => gateway.Entry.Servers
        .OrderBy(server => server.Server.Name, StringComparer.Ordinal)
        .SelectMany(server => Actions(server.Server).Select(action => (server, action)));

    public static ValueList<Route> RoutesOf(GatewayServer server) => server switch
    {
        HttpServer http => http.Routes,
        HttpsServer https => https.Routes,
        _ => [],
    };
}

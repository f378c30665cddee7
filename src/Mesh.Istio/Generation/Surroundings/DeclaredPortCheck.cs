using Mesh.Diagnostics;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>
/// Finds servers of others on a port that a server of the model declares on the same pods: a port speaks one kind of protocol, that of the
/// older Gateway, and a host is served once.
/// </summary>
internal static class DeclaredPortCheck
{
    public static void Run(
        IReadOnlyList<PlacedGateway> gateways, IReadOnlyDictionary<string, ForeignGateways> foreign, ICollection<Diagnostic> diagnostics)
    {
        foreach (PlacedGateway gateway in gateways)
        {
            foreach (ServerEntry server in gateway.Entry.Servers.Where(server => server.Server.MeshOnly != true))
            {
                foreach (string cluster in gateway.Sites.Keys)
                {
                    foreach (ForeignServer other in foreign[cluster].On(
                        gateway.Entry.Gateway.Namespace, gateway.Entry.Gateway.Workload, server.Server.Port))
                    {
                        Check(server, cluster, other, diagnostics);
                    }
                }
            }
        }
    }

    private static void Check(ServerEntry server, string cluster, ForeignServer other, ICollection<Diagnostic> diagnostics)
    {
        string where = $"In cluster '{cluster}' Gateway {other.Name} opens port {server.Server.Port} of the same pods ";
        if (server.Server is TcpServer || other.Speaks != SpokenBy(server.Server))
        {
            diagnostics.Add(SurroundingsDiagnostics.DeclaredPortTaken.At(
                $"{server.Path}/port",
                $"{where}with protocol {other.Server.Protocol}. Istio opens a port for the protocol of the older Gateway and silently "
                    + "leaves the other's servers out.",
                "Use another port for one of the two."));
        }
        else if (other.Names(server.Server.Hostname))
        {
            diagnostics.Add(SurroundingsDiagnostics.DeclaredPortTaken.At(
                $"{server.Path}/hostname",
                $"{where}for host '{server.Server.Hostname}' too. "
                    + (other.Speaks == ForeignServer.Protocols.Http
                        ? "The routes of both are mixed, and the older come first."
                        : "Istio takes the server of the older Gateway and silently leaves the other out."),
                "Remove one of the two, or give one another host."));
        }
    }

    private static ForeignServer.Protocols SpokenBy(GatewayServer server) => server switch
    {
        HttpServer => ForeignServer.Protocols.Http,
        TcpServer => ForeignServer.Protocols.Tcp,
        _ => ForeignServer.Protocols.Tls,
    };
}

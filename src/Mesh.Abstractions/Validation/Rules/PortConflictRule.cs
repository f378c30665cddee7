using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// What may share a port of a gateway, or of several on one workload: HTTP with HTTP, HTTPS and TLS passthrough with each other (told apart
/// by SNI), TCP with nothing.
/// </summary>
internal sealed class PortConflictRule : IModelRule
{
    private enum Sharing
    {
        Http,
        Tls,
        Nothing,
    }

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        // Gateways of one workspace with the same labels are one workload, on which Istio opens each port once.
        var first = new Dictionary<(WorkspaceEntry, string, ValueMap<string>, int), ServerEntry>();
        // A mesh-only server has no listener on its port.
        foreach (ServerEntry entry in model.Servers.Where(entry => entry.Server.MeshOnly != true))
        {
            WorkspaceGateway gateway = entry.Gateway.Gateway;
            var key = (entry.Gateway.Workspace, gateway.Namespace, gateway.Workload, entry.Server.Port);
            if (!first.TryAdd(key, entry) && entry.Server.Port != GatewayServer.MeshPort)
            {
                CheckPair(first[key], entry, found);
            }
        }
    }

    private static void CheckPair(ServerEntry first, ServerEntry entry, List<Diagnostic> found)
    {
        Sharing sharing = SharingOf(entry.Server);
        if (sharing != SharingOf(first.Server) || sharing == Sharing.Nothing)
        {
            found.Add(ModelDiagnostics.PortConflict.At(
                entry.At("port"),
                $"port {entry.Server.Port} ({KindOf(entry.Server)}) is also the port of server '{NameOf(first, entry)}' "
                    + $"({KindOf(first.Server)}).",
                "Use another port: HTTP shares with HTTP, HTTPS with HTTPS and TLS passthrough, TCP with nothing."));
        }
    }

    private static string NameOf(ServerEntry first, ServerEntry entry) =>
        first.Gateway == entry.Gateway ? first.Server.Name : first.Path;

    private static Sharing SharingOf(GatewayServer server) => server switch
    {
        HttpServer => Sharing.Http,
        TcpServer => Sharing.Nothing,
        _ => Sharing.Tls,
    };

    private static string KindOf(GatewayServer server) => server switch
    {
        HttpServer => "HTTP",
        HttpsServer => "HTTPS",
        TcpServer => "TCP",
        _ => "TLS passthrough",
    };
}

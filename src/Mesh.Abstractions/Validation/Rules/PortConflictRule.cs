using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// What may share a port of a gateway: HTTP with HTTP, HTTPS and TLS passthrough with each other (told apart by SNI), TCP with nothing.
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
        GatewayEntry? gateway = null;
        var first = new Dictionary<int, GatewayServer>();
        // A mesh-only server has no listener on its port.
        foreach (ServerEntry entry in model.Servers.Where(entry => entry.Server.MeshOnly != true))
        {
            if (entry.Gateway != gateway)
            {
                gateway = entry.Gateway;
                first.Clear();
            }

            if (!first.TryAdd(entry.Server.Port, entry.Server) && entry.Server.Port != GatewayServer.MeshPort)
            {
                CheckPair(first[entry.Server.Port], entry, found);
            }
        }
    }

    private static void CheckPair(GatewayServer first, ServerEntry entry, List<Diagnostic> found)
    {
        Sharing sharing = SharingOf(entry.Server);
        if (sharing != SharingOf(first) || sharing == Sharing.Nothing)
        {
            found.Add(ModelDiagnostics.PortConflict.At(
                entry.At("port"),
                $"port {entry.Server.Port} ({KindOf(entry.Server)}) is also the port of server '{first.Name}' ({KindOf(first)}).",
                "Use another port: HTTP shares with HTTP, HTTPS with HTTPS and TLS passthrough, TCP with nothing."));
        }
    }

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

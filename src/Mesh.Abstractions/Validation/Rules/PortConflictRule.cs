using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>What may share a port of a gateway: HTTP with HTTP, HTTPS and TLS passthrough with each other (told apart by SNI), TCP with nothing.</summary>
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
        GatewaySite? gateway = null;
        var first = new Dictionary<int, GatewayServer>();
        foreach (ServerSite site in model.Servers)
        {
            if (site.Gateway != gateway)
            {
                gateway = site.Gateway;
                first.Clear();
            }

            if (!first.TryAdd(site.Server.Port, site.Server) && site.Server.Port != GatewayServer.MeshPort)
            {
                CheckPair(first[site.Server.Port], site, found);
            }
        }
    }

    private static void CheckPair(GatewayServer first, ServerSite site, List<Diagnostic> found)
    {
        Sharing sharing = SharingOf(site.Server);
        if (sharing != SharingOf(first) || sharing == Sharing.Nothing)
        {
            found.Add(ModelDiagnostics.PortConflict.At(
                site.At("port"), $"port {site.Server.Port} ({KindOf(site.Server)}) is also the port of server '{first.Name}' ({KindOf(first)}).",
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

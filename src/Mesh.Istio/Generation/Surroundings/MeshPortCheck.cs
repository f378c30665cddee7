using Mesh.Diagnostics;
using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Generation.Tcp;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>Finds servers of others that take hosts of the model away from the mesh port, or lose theirs to the model.</summary>
internal static class MeshPortCheck
{
    public static void Run(
        IReadOnlyList<PlacedGateway> gateways, IReadOnlyDictionary<string, ForeignGateways> foreign, TcpPassage tcp,
        ICollection<Diagnostic> diagnostics)
    {
        foreach (PlacedGateway gateway in gateways)
        {
            ServerEntry[] servers = [.. gateway.Entry.Servers.Where(server => !EdgeServer.Is(server.Server))];
            foreach (string cluster in gateway.Sites.Keys)
            {
                foreach (ForeignServer other in foreign[cluster].On(gateway.Entry.Gateway.Namespace, gateway.Entry.Gateway.Workload))
                {
                    CheckPlain(gateway, cluster, other, servers, tcp, diagnostics);
                    CheckHosts(cluster, other, servers, diagnostics);
                }
            }
        }
    }

    private static void CheckPlain(
        PlacedGateway gateway, string cluster, ForeignServer other, ServerEntry[] servers, TcpPassage tcp,
        ICollection<Diagnostic> diagnostics)
    {
        string[] taken = !other.IsPlain ? [] : [.. servers
            .Where(server => server.Server is TlsPassthroughServer || tcp.Passes(server, cluster))
            .Select(server => $"'{server.Server.Hostname}'")];
        if (taken.Length > 0)
        {
            diagnostics.Add(SurroundingsDiagnostics.MeshPortTaken.At(
                gateway.Entry.Path,
                $"In cluster '{cluster}' Gateway {other.Name} has a server without TLS (protocol {other.Server.Protocol}) on port "
                    + $"{GatewayServer.MeshPort} of the gateway's pods. It takes every host away that is passed through there: "
                    + $"{string.Join(", ", taken.Take(5))}{(taken.Length > 5 ? " and more" : "")}.",
                $"Move that server to another port; {GatewayServer.MeshPort} is for calls between clusters."));
        }
    }

    private static void CheckHosts(string cluster, ForeignServer other, ServerEntry[] servers, ICollection<Diagnostic> diagnostics)
    {
        foreach (ServerEntry server in servers.Where(server => other.Names(server.Server.Hostname)))
        {
            diagnostics.Add(SurroundingsDiagnostics.MeshPortTaken.At(
                server.Path,
                $"In cluster '{cluster}' Gateway {other.Name} serves host '{server.Server.Hostname}' on port {GatewayServer.MeshPort} "
                    + "of the "
                    + "same pods too. Istio takes the server of the older Gateway and silently leaves the other out.",
                "Remove one of the two, or give one another host."));
        }
    }
}

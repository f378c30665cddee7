using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// The port under which callers in the mesh use a host: the declared one. The proxy adds the TLS, so HTTPS hosts are called in plain HTTP.
/// </summary>
internal static class HostPort
{
    public static bool IsHttp(GatewayServer server) => server is HttpServer or HttpsServer;

    /// <summary>
    /// The ports on which a gateway listens for a host: the declared one, unless the host is for the mesh only, and the mesh port.
    /// </summary>
    public static int[] ListenersOf(GatewayServer server) =>
        server.MeshOnly == true ? [GatewayServer.MeshPort] : [server.Port, GatewayServer.MeshPort];

    public static ServicePort Of(ServedHost host)
    {
        (string name, string protocol) = (host.Server, host.Protocol) switch
        {
            (TcpServer, _) => ("tcp", "TCP"),
            (TlsPassthroughServer, _) => ("tls", "TLS"),
            (_, HttpProtocol.Grpc) => ("grpc", "GRPC"),
            (_, HttpProtocol.Http2) => ("http2", "HTTP2"),
            _ => ("http", "HTTP"),
        };
        return new ServicePort { Number = (uint)host.Server.Port, Name = name, Protocol = protocol };
    }
}

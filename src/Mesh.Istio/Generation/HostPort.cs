using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// The port under which callers in the mesh use a host: the declared one. The proxy adds the TLS, so HTTPS hosts are called in plain HTTP.
/// </summary>
internal static class HostPort
{
    public static bool IsHttp(GatewayServer server) => server is HttpServer or HttpsServer;

    public static ServicePort Of(GatewayServer server)
    {
        (string name, string protocol) = server switch
        {
            TcpServer => ("tcp", "TCP"),
            TlsPassthroughServer => ("tls", "TLS"),
            _ => ("http", "HTTP"),
        };
        return new ServicePort { Number = (uint)server.Port, Name = name, Protocol = protocol };
    }
}

using Mesh.Inventories;

namespace Mesh.Istio.Resources;

/// <summary>Reads the protocol of ports (istio <c>pkg/config/protocol/instance.go</c>, <c>pkg/config/kube/conversion.go</c>).</summary>
internal static class PortProtocols
{
    private const string GrpcWebName = "grpc-web";

    public static PortProtocol Parse(string? name) => name?.ToUpperInvariant() switch
    {
        "HTTP" => PortProtocol.Http,
        "HTTP2" => PortProtocol.Http2,
        "GRPC" => PortProtocol.Grpc,
        "GRPC-WEB" => PortProtocol.GrpcWeb,
        "HTTP_PROXY" => PortProtocol.HttpProxy,
        "HTTPS" => PortProtocol.Https,
        "TLS" => PortProtocol.Tls,
        "TCP" => PortProtocol.Tcp,
        "UDP" => PortProtocol.Udp,
        "MONGO" => PortProtocol.Mongo,
        "REDIS" => PortProtocol.Redis,
        "MYSQL" => PortProtocol.MySql,
        _ => PortProtocol.Sniffed,
    };

    /// <summary>
    /// The protocol of a Service's port: <c>appProtocol</c>, else the part of the name before the first dash, else well-known numbers are
    /// TCP.
    /// </summary>
    public static PortProtocol Of(ServicePortInfo port)
    {
        if (port.Protocol == "UDP")
        {
            return PortProtocol.Udp;
        }

        switch (port.AppProtocol)
        {
            case "kubernetes.io/h2c":
                return PortProtocol.Http2;
            case "kubernetes.io/ws":
                return PortProtocol.Http;
            case "kubernetes.io/wss":
                return PortProtocol.Https;
            default:
                break;
        }

        string name = port.AppProtocol ?? port.Name;
        if (name.StartsWith(GrpcWebName, StringComparison.OrdinalIgnoreCase))
        {
            return PortProtocol.GrpcWeb;
        }

        int dash = name.IndexOf('-', StringComparison.Ordinal);
        PortProtocol protocol = Parse(dash < 0 ? name : name[..dash]);
        return protocol == PortProtocol.Sniffed && port.Number is 25 or 53 or 3306 or 27017 ? PortProtocol.Tcp : protocol;
    }

    /// <summary>The protocol as resources name it; null where it is left to be sniffed.</summary>
    public static string? NameOf(PortProtocol protocol) => protocol switch
    {
        PortProtocol.Sniffed => null,
        PortProtocol.GrpcWeb => "GRPC-WEB",
        PortProtocol.HttpProxy => "HTTP_PROXY",
        _ => protocol.ToString().ToUpperInvariant(),
    };

    public static bool IsHttp(this PortProtocol protocol) =>
        protocol is PortProtocol.Http or PortProtocol.Http2 or PortProtocol.Grpc or PortProtocol.GrpcWeb or PortProtocol.HttpProxy;

    public static bool IsHttpOrSniffed(this PortProtocol protocol) => protocol == PortProtocol.Sniffed || protocol.IsHttp();

    /// <summary>Whether a sidecar sees nothing of a call but address and port: neither a host name nor an SNI.</summary>
    public static bool IsToldByAddress(this PortProtocol protocol) => !protocol.IsHttpOrSniffed()
        && protocol is not (PortProtocol.Tls or PortProtocol.Https or PortProtocol.Udp);
}

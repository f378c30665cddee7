namespace Mesh.Istio.Resources;

internal enum PortProtocol
{
    /// <summary>Not declared: Envoy sniffs whether it is HTTP.</summary>
    Sniffed,
    Http,
    Http2,
    Grpc,
    GrpcWeb,
    HttpProxy,
    Https,
    Tls,
    Tcp,
    Udp,
    Mongo,
    Redis,
    MySql,
}

namespace Mesh;

/// <summary>What the requests of a host speak between the mesh and the services behind its gateways.</summary>
public enum HttpProtocol
{
    /// <summary>HTTP/1.1, or what a caller speaks; WebSockets work.</summary>
    Http,

    /// <summary>HTTP/2.</summary>
    Http2,

    /// <summary>gRPC: HTTP/2 whose errors travel in trailers, so that retries are told by gRPC status.</summary>
    Grpc,
}

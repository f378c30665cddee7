namespace Mesh.Istio.Simulation;

/// <summary>How a client speaks to the host that it calls.</summary>
public enum CallProtocol
{
    /// <summary>HTTP/1.1: a request has a connection of its own while it is under way.</summary>
    Http,

    /// <summary>HTTP/2: all requests share one connection.</summary>
    Http2,

    /// <summary>gRPC: calls on one HTTP/2 connection, whose status is in the trailers.</summary>
    Grpc,

    /// <summary>
    /// TCP, or TLS that the client itself speaks: each call is a new connection on which one message is sent and one awaited.
    /// </summary>
    Tcp,
}

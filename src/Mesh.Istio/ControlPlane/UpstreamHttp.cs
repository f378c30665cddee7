namespace Mesh.Istio.ControlPlane;

/// <summary>The protocol in which a proxy sends requests on.</summary>
internal enum UpstreamHttp
{
    /// <summary>HTTP/1.1: a connection for each request under way.</summary>
    Http1,

    /// <summary>HTTP/2: one connection to a host for all requests.</summary>
    Http2,

    /// <summary>The one in which the request came (<c>useClientProtocol</c>, or a port whose protocol is found out).</summary>
    AsDownstream,
}

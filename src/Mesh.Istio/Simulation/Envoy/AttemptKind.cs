namespace Mesh.Istio.Simulation.Envoy;

/// <summary>How one try of a request at one host ended, as the proxy sees it before any response headers.</summary>
internal enum AttemptKind
{
    /// <summary>The host answered with a status code.</summary>
    Response,

    /// <summary>The connection was refused or could not be made.</summary>
    ConnectFailure,

    /// <summary>The connection was not made within the connect timeout.</summary>
    ConnectTimeout,

    /// <summary>An established connection was reset or closed before response headers.</summary>
    Reset,

    /// <summary>The host refused the stream (HTTP/2 <c>REFUSED_STREAM</c>).</summary>
    RefusedStream,

    /// <summary>No response headers within the per-try timeout.</summary>
    TryTimeout,

    /// <summary>No response within the timeout of the whole request; never retried.</summary>
    RequestTimeout,

    /// <summary>No host could be chosen.</summary>
    NoHealthyHost,
}

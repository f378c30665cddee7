namespace Mesh.Kubernetes.Connections;

/// <summary>Why a request to a cluster failed, in the terms of what to do about it.</summary>
public enum ClusterFailureKind
{
    /// <summary>The kubeconfig, the context or the configuration does not lead to a client. Permanent until it is repaired.</summary>
    Configuration,

    /// <summary>No credentials could be got: an exec plugin or a token file failed.</summary>
    Credentials,

    /// <summary>No connection: the name does not resolve, nothing listens, the network is down.</summary>
    Unreachable,

    /// <summary>The server's certificate is not trusted or is for another host, or TLS failed otherwise.</summary>
    Untrusted,

    /// <summary>No complete answer in time. What the request asked for may have happened.</summary>
    Timeout,

    /// <summary>The connection broke before the answer was complete. What the request asked for may have happened.</summary>
    Interrupted,

    /// <summary>The answer is not what a Kubernetes API server sends, for example truncated JSON.</summary>
    Malformed,

    /// <summary>Too many requests of this kind failed lately; this one was not sent.</summary>
    CircuitOpen,

    /// <summary>HTTP 429: the server has too much to do. Nothing was done.</summary>
    Overloaded,

    /// <summary>HTTP 502, 503 or 504, or 500 with a reason that passes: the server, or something it needs, is away.</summary>
    Unavailable,

    /// <summary>HTTP 401: the server does not know who asks.</summary>
    Unauthorized,

    /// <summary>HTTP 403: who asks may not do this.</summary>
    Forbidden,

    /// <summary>HTTP 404 for an object or namespace.</summary>
    NotFound,

    /// <summary>HTTP 404 or 406 without a Status: the group, version or resource is not served.</summary>
    NotServed,

    /// <summary>HTTP 409: another field manager, a stale resourceVersion or another uid; the causes tell.</summary>
    Conflict,

    /// <summary>HTTP 410: the version or the continuation asked for is no longer kept.</summary>
    Expired,

    /// <summary>
    /// HTTP 400, 413, 415, 422, or 500 without a reason as for an unknown field in an apply: the request can never succeed.
    /// </summary>
    Invalid,

    /// <summary>
    /// The answer is longer than is read (<see cref="ClusterConnectionOptions.MaxResponseBytes"/>,
    /// <see cref="ClusterConnectionOptions.MaxListObjects"/>).
    /// </summary>
    TooLarge,

    /// <summary>
    /// An admission webhook refused the object, with whatever status. Nothing was done; it passes when the object or the webhook's rule
    /// changes.
    /// </summary>
    Denied,

    /// <summary>An admission webhook could not be asked, HTTP 500. Nothing was done, whatever the request was.</summary>
    WebhookFailed,
}

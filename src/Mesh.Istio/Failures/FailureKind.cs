namespace Mesh.Istio.Failures;

/// <summary>How pods fail that are still listed as endpoints.</summary>
public enum FailureKind
{
    /// <summary>The process is gone: connections are refused, those that stand are reset.</summary>
    Refused,

    /// <summary>Requests are taken and their connection is then reset.</summary>
    Reset,

    /// <summary>Requests are answered with status 503.</summary>
    Answers503,

    /// <summary>The process is frozen: nothing is answered. The kernel still takes connections, but no TLS handshake ends.</summary>
    Hangs,

    /// <summary>Requests are answered, but late. Only timeouts make failures of that.</summary>
    Slow,

    /// <summary>
    /// The application is gone and its sidecar lives: the sidecar answers requests with 503, and takes TCP connections and closes them.
    /// </summary>
    ApplicationDown,

    /// <summary>
    /// The application hangs and its sidecar lives: connections and TLS succeed, requests are never answered. Only a timeout ends that.
    /// </summary>
    ApplicationHangs,

    /// <summary>Nothing that is sent to the pod arrives: new connections time out, open ones hang.</summary>
    Silent,
}

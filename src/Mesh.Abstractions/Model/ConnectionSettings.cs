namespace Mesh;

/// <summary>Connections to endpoints (Istio's <c>connectionPool</c>).</summary>
public sealed record ConnectionSettings
{
    /// <summary>
    /// How long connecting may take; at least 1 ms. Default 2 s: with Istio's own 10 s a request waits 12 s for a gateway that hangs.
    /// </summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>Connections to one endpoint at most; unset means without limit.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>HTTP requests under way to a host at most; unset means without limit.</summary>
    public int? MaxRequests { get; init; }

    /// <summary>HTTP requests waiting for a connection at most; unset means without limit.</summary>
    public int? MaxPendingRequests { get; init; }

    /// <summary>Requests after which a connection is closed; unset means without limit.</summary>
    public int? MaxRequestsPerConnection { get; init; }

    /// <summary>How long a connection may be idle before it is closed; unset means one hour.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>
    /// How old a connection may become, at least 1 ms; unset means without limit. Long-lived connections stay where they are when a nearer
    /// place is well again: a limit brings them back.
    /// </summary>
    public TimeSpan? MaxConnectionDuration { get; init; }

    /// <summary>
    /// How long a connection is idle before the first keepalive probe, in whole seconds; unset means no probes unless another keepalive
    /// field is set, then 2 h.
    /// </summary>
    public TimeSpan? KeepaliveTime { get; init; }

    /// <summary>The time between keepalive probes, in whole seconds; unset means 75 s where there are probes.</summary>
    public TimeSpan? KeepaliveInterval { get; init; }

    /// <summary>Unanswered keepalive probes after which a connection is dead; unset means 9 where there are probes.</summary>
    public int? KeepaliveProbes { get; init; }
}

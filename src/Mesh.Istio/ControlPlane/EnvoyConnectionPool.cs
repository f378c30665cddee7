namespace Mesh.Istio.ControlPlane;

/// <summary>How a proxy speaks to the hosts of a cluster, and how many connections and requests it allows at once.</summary>
internal sealed record EnvoyConnectionPool
{
    /// <summary>The defaults of Envoy under Istio: HTTP/1.1, nothing limited.</summary>
    public static EnvoyConnectionPool Default { get; } = new();

    /// <summary>The protocol of requests on the way to the hosts.</summary>
    public UpstreamHttp Http { get; init; }

    /// <summary>How often an HTTP/2 connection is asked whether it lives; <see langword="null"/> for never.</summary>
    public TimeSpan? KeepAliveInterval { get; init; }

    /// <summary>How long the answer to that may take before the connection is closed.</summary>
    public TimeSpan KeepAliveTimeout { get; init; }

    /// <summary>The most connections; <see langword="null"/> without limit.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>The most requests that wait for a connection; <see langword="null"/> without limit.</summary>
    public int? MaxPendingRequests { get; init; }

    /// <summary>The most requests under way; <see langword="null"/> without limit.</summary>
    public int? MaxRequests { get; init; }

    /// <summary>The most retries under way; <see langword="null"/> without limit.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>The most requests on one connection; <see langword="null"/> without limit.</summary>
    public int? MaxRequestsPerConnection { get; init; }

    /// <summary>How long a connection may be without requests. Default: 1 hour.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How old a connection may become; <see langword="null"/> without limit.</summary>
    public TimeSpan? MaxConnectionDuration { get; init; }
}

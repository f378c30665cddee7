namespace Mesh;

/// <summary>
/// How clients treat a host. Can stand on organization, tenant, workspace, gateway and server; for every single field the nearest one that
/// is set wins. A field that nobody sets has the default that its documentation names.
/// </summary>
public sealed record TrafficSettings
{
    /// <summary>When an endpoint counts as dead.</summary>
    public OutlierDetectionSettings? OutlierDetection { get; init; }

    /// <summary>Which failed requests are tried again, and where.</summary>
    public RetrySettings? Retries { get; init; }

    /// <summary>Which cluster comes after which.</summary>
    public FailoverSettings? Failover { get; init; }

    /// <summary>How requests spread over the endpoints of one priority.</summary>
    public LoadBalancingSettings? LoadBalancing { get; init; }

    /// <summary>Connections to endpoints.</summary>
    public ConnectionSettings? ConnectionPool { get; init; }

    /// <summary>How long a request may take in all, retries included; unset means without limit.</summary>
    public TimeSpan? RequestTimeout { get; init; }
}

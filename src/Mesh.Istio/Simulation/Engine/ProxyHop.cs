using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>A request inside one proxy: which cluster it goes to, its tries, and how the last of them ended.</summary>
internal sealed class ProxyHop
{
    public ProxyNode Node { get; private set; } = null!;

    public RouteChoice Route { get; private set; } = null!;

    public ClusterRuntime? Cluster { get; set; }

    /// <summary>The request: as it came, and once the cluster is chosen as it is sent on.</summary>
    public SimCall Call { get; set; } = null!;

    /// <summary>The status with which the proxy itself refuses the request; <see langword="null"/> when it does not.</summary>
    public int? Refusal { get; set; }

    /// <summary>Whether a fault held the request back.</summary>
    public bool WasHeld { get; set; }

    public RequestAttempts Attempts { get; } = new();

    /// <summary>The host of the try under way; -1 when none is.</summary>
    public int Host { get; set; } = -1;

    public SimConnection? Connection { get; set; }

    /// <summary>The connection that the request came in on; <see langword="null"/> at the client's proxy.</summary>
    public SimConnection? Downstream { get; private set; }

    public long Started { get; private set; }

    /// <summary>When the whole request times out.</summary>
    public long Deadline { get; set; }

    /// <summary>When the try under way times out.</summary>
    public long TryDeadline { get; set; }

    /// <summary>When the request was sent on its connection, which the answer's time is counted from.</summary>
    public long Sent { get; set; }

    /// <summary>Whether a request is under way on <see cref="Connection"/>.</summary>
    public bool IsSent { get; set; }

    /// <summary>Whether requests share the connection of the try under way.</summary>
    public bool IsShared { get; set; }

    /// <summary>Whether a connection is used by this request alone.</summary>
    public bool HoldsConnection { get; set; }

    /// <summary>Whether the request, and whether its retry, is counted as under way in its cluster.</summary>
    public bool IsCounted { get; set; }

    public bool IsCountedAsRetry { get; set; }

    public AttemptOutcome Outcome { get; set; }

    /// <summary>The last failure of the transport; empty for none.</summary>
    public string Transport { get; set; } = "";

    /// <summary>The host tried last; empty before the first try.</summary>
    public string Upstream { get; set; } = "";

    /// <summary>The length of the answer.</summary>
    public int Body { get; set; }

    public void Begin(ProxyNode node, RouteChoice route, SimConnection? downstream, long now)
    {
        Node = node;
        Route = route;
        Downstream = downstream;
        Started = now;
        Deadline = route.Timeout is { } timeout ? now + timeout : long.MaxValue;
        TryDeadline = long.MaxValue;
        Cluster = null;
        Call = route.Call;
        Refusal = route.Refusal;
        WasHeld = false;
        Host = -1;
        Connection = null;
        IsSent = false;
        IsShared = false;
        HoldsConnection = false;
        IsCounted = false;
        IsCountedAsRetry = false;
        Outcome = default;
        Transport = "";
        Upstream = "";
        Body = 0;
        Attempts.Begin();
    }
}

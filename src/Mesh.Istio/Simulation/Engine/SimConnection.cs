using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>A connection: from a proxy, perhaps through gateways that pass bytes on, to the pod that speaks HTTP with it.</summary>
internal sealed class SimConnection
{
    private readonly List<(SimPod Pod, int Incarnation)> _path = [];

    /// <summary>The pod at the far end.</summary>
    public SimPod End { get; private set; } = null!;

    /// <summary>What the gateway at the far end does with the requests; <see langword="null"/> where the end is no gateway.</summary>
    public RouteChoice? Route { get; set; }

    /// <summary>Which of the gateway's configurations <see cref="Route"/> is of.</summary>
    public int RouteVersion { get; set; }

    /// <summary>Which request <see cref="Route"/> is for.</summary>
    public SimCall? RouteOf { get; set; }

    /// <summary>The proxy whose TLS or plain text arrives at the far end.</summary>
    public required ProxyNode Sender { get; set; }

    /// <summary>Whether the far end takes the connection and closes it on the first byte.</summary>
    public bool Broken { get; set; }

    /// <summary>How long a gateway that ended TLS takes behind the connection: to pass it on, or to give up.</summary>
    public long Behind { get; set; }

    /// <summary>Whether requests share the connection (HTTP/2).</summary>
    public bool IsShared { get; set; }

    public bool Closed { get; set; }

    /// <summary>The port at the far end.</summary>
    public int Port { get; set; }

    /// <summary>How the far end was called.</summary>
    public CallTls Tls { get; set; }

    public string Sni { get; set; } = "";

    /// <summary>The source port.</summary>
    public int LocalPort { get; init; }

    /// <summary>The address of the caller.</summary>
    public string LocalAddress { get; init; } = "";

    public long OpenedAt { get; set; }

    /// <summary>When the first packet was sent on it that was dropped; <see langword="null"/> when none is missing.</summary>
    public long? DroppedSince { get; set; }

    /// <summary>Until when everything on it waits for what was dropped to be sent again.</summary>
    public long HeldUntil { get; set; }

    /// <summary>When the last request on it ended.</summary>
    public long IdleSince { get; set; }

    /// <summary>How many requests it has carried.</summary>
    public int Requests { get; set; }

    /// <summary>How far its next keep-alive is away when it falls silent, as a part of the interval.</summary>
    public double KeepAlivePhase { get; set; }

    /// <summary>What gateways that pass bytes on will log when it closes.</summary>
    public List<TcpSession> Sessions { get; } = [];

    public bool IsAlive
    {
        get
        {
            foreach ((SimPod pod, int incarnation) in _path)
            {
                if (pod.Incarnation != incarnation)
                {
                    return false;
                }
            }

            return !Closed;
        }
    }

    public bool Passes(SimPod pod) => _path.Exists(entry => ReferenceEquals(entry.Pod, pod));

    public void Extend(SimPod pod)
    {
        _path.Add((pod, pod.Incarnation));
        End = pod;
    }

    /// <summary>The pod on the way that lets nothing through; <see langword="null"/> when there is none.</summary>
    public SimPod? Blocked(ProxyNode from, SimulationState world) => Blocked(from, world, out _);

    /// <summary>The same, with the time since when nothing passes.</summary>
    public SimPod? Blocked(ProxyNode from, SimulationState world, out long since)
    {
        string cluster = from.Proxy.Cluster;
        foreach ((SimPod pod, _) in _path)
        {
            if (pod.Unreachable || pod.Fault == FailureKind.Hangs)
            {
                since = pod.SilentSince;
                return pod;
            }

            if (world.IsPathDown(cluster, pod.Key.Cluster, out since))
            {
                return pod;
            }

            cluster = pod.Key.Cluster;
        }

        since = 0;
        return null;
    }
}

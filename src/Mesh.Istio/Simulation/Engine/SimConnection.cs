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

    /// <summary>Whether the far end takes the connection and closes it on the first byte.</summary>
    public bool Broken { get; set; }

    public bool Closed { get; set; }

    /// <summary>The port at the far end.</summary>
    public int Port { get; set; }

    /// <summary>How the far end was called.</summary>
    public Mesh.Istio.ControlPlane.CallTls Tls { get; set; }

    public string Sni { get; set; } = "";

    /// <summary>The source port.</summary>
    public int LocalPort { get; init; }

    /// <summary>The address of the caller.</summary>
    public string LocalAddress { get; init; } = "";

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
    public SimPod? Blocked(ProxyNode from, SimulationState world)
    {
        string cluster = from.Proxy.Cluster;
        foreach ((SimPod pod, _) in _path)
        {
            if (pod.Unreachable || world.IsPathDown(cluster, pod.Key.Cluster))
            {
                return pod;
            }

            cluster = pod.Key.Cluster;
        }

        return null;
    }
}

using Mesh.Istio.ControlPlane;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>A cluster of one proxy while it runs: hosts with their ejections, and the idle connections to each.</summary>
internal sealed class ClusterRuntime
{
    private readonly List<Stack<SimConnection>?> _idle = [];
    private readonly List<SimTarget?> _targets = [];

    public ClusterRuntime(ProxyNode node, EnvoyCluster definition, UpstreamClusterOptions options, TimeSpan now)
    {
        Node = node;
        Definition = definition;
        Upstream = new UpstreamCluster(options);
        Upstream.ApplyAssignment(GroupsOf(definition).AsSpan(), now);
    }

    /// <summary>
    /// The endpoints of a cluster. Where the client itself says whom it dials, there is one: the host, which is then taken to answer.
    /// </summary>
    public static ValueList<EndpointGroup> GroupsOf(EnvoyCluster? cluster) =>
        cluster is null ? default
            : cluster.Groups ?? [new EndpointGroup(Locality.Empty, [new LocalityEndpoint(cluster.Host, cluster.Port)])];

    public ProxyNode Node { get; }

    public EnvoyCluster Definition { get; }

    public UpstreamCluster Upstream { get; }

    /// <summary>What is behind a host.</summary>
    public SimTarget TargetOf(int host, SimulatedPods topology, string authority)
    {
        while (_targets.Count <= host)
        {
            _targets.Add(null);
        }

        // Where the client dials the address itself nothing is balanced, and the forecast does not follow it either.
        return _targets[host] ??= Definition.Groups is null
            ? topology.Dialled(Upstream.EndpointOf(host))
            : topology.Resolve(Upstream.EndpointOf(host), Node.Proxy, authority);
    }

    /// <summary>An idle connection to a host, if there is one that still stands.</summary>
    public SimConnection? TakeIdle(int host)
    {
        Stack<SimConnection>? idle = host < _idle.Count ? _idle[host] : null;
        while (idle is { Count: > 0 })
        {
            SimConnection connection = idle.Pop();
            if (connection.IsAlive)
            {
                return connection;
            }
        }

        return null;
    }

    public void Return(int host, SimConnection connection)
    {
        while (_idle.Count <= host)
        {
            _idle.Add(null);
        }

        (_idle[host] ??= new Stack<SimConnection>()).Push(connection);
    }

    /// <summary>The options for a cluster as istiod defines it.</summary>
    public static UpstreamClusterOptions Options(EnvoyCluster cluster) => new()
    {
        Spread = new TrafficShareOptions
        {
            // Hashes are taken over many users: they spread like turns.
            Policy = cluster.LbPolicy switch
            {
                EnvoyLbPolicy.Random => LbPolicy.Random,
                EnvoyLbPolicy.LeastRequest => LbPolicy.LeastRequest,
                _ => LbPolicy.RoundRobin,
            },
            LocalityWeighted = cluster.LocalityWeighted,
            PanicThreshold = cluster.PanicThreshold,
        },
        Outliers = cluster.OutlierDetection is { } detection ? Policy(detection) : null,
    };

    private static OutlierPolicy Policy(EnvoyOutlierDetection detection)
    {
        var defaults = new OutlierPolicy();
        return defaults with
        {
            Consecutive5xx = detection.Consecutive5xx ?? defaults.Consecutive5xx,
            EnforcingConsecutive5xx = (int)(detection.EnforcingConsecutive5xx ?? (uint)defaults.EnforcingConsecutive5xx),
            ConsecutiveGatewayFailure = detection.ConsecutiveGatewayFailure ?? defaults.ConsecutiveGatewayFailure,
            EnforcingConsecutiveGatewayFailure =
                (int)(detection.EnforcingConsecutiveGatewayFailure ?? (uint)defaults.EnforcingConsecutiveGatewayFailure),
            ConsecutiveLocalOriginFailure = detection.ConsecutiveLocalOriginFailure ?? defaults.ConsecutiveLocalOriginFailure,
            EnforcingConsecutiveLocalOriginFailure =
                (int)(detection.EnforcingConsecutiveLocalOriginFailure ?? (uint)defaults.EnforcingConsecutiveLocalOriginFailure),
            SplitExternalLocalOriginErrors = detection.SplitExternalLocalOriginErrors,
            // Envoy refuses a cluster without interval; Mesh goes on with the default.
            Interval = detection.Interval is { } interval && interval > TimeSpan.Zero ? interval : defaults.Interval,
            BaseEjectionTime = detection.BaseEjectionTime is { } time && time > TimeSpan.Zero ? time : defaults.BaseEjectionTime,
            MaxEjectionPercent = (int)(detection.MaxEjectionPercent ?? (uint)defaults.MaxEjectionPercent),
        };
    }
}

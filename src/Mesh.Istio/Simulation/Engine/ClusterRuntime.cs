using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>A cluster of one proxy while it runs: hosts with their ejections, and the connections to each.</summary>
internal sealed class ClusterRuntime
{
    private readonly Dictionary<(int Host, string Called), SimTarget> _targets = [];

    public ClusterRuntime(ProxyNode node, EnvoyCluster definition, UpstreamClusterOptions options, TimeSpan now)
    {
        Node = node;
        Definition = definition;
        Upstream = new UpstreamCluster(options);
        Pool = new ConnectionPool(definition.Pool);
        Upstream.ApplyAssignment(GroupsOf(node, definition).AsSpan(), now);
    }

    /// <summary>
    /// The endpoints of a cluster. Where the client itself says whom it dials, they are that; nobody knows for a name, which is then taken
    /// to answer.
    /// </summary>
    public static ValueList<EndpointGroup> GroupsOf(ProxyNode node, EnvoyCluster? cluster) =>
        cluster is null || cluster.Name == ClusterName.BlackHole ? default
            : cluster.Groups ?? [new EndpointGroup(
                Locality.Empty, node.Dialled(cluster) ?? [new LocalityEndpoint(node.NameOf(cluster), cluster.Port)])];

    /// <summary>Whether the client itself says whom it dials; a retry goes there too.</summary>
    public bool IsDialled => Definition.Groups is null;

    public ProxyNode Node { get; }

    public EnvoyCluster Definition { get; }

    public UpstreamCluster Upstream { get; }

    public ConnectionPool Pool { get; }

    /// <summary>Whether all requests to a host share a connection.</summary>
    /// <param name="request">The request, which is at this cluster's proxy.</param>
    public bool Shares(SimRequest request) => Definition.Pool.Http switch
    {
        UpstreamHttp.Http2 => true,
        UpstreamHttp.AsDownstream => request.Top.Downstream?.IsShared ?? request.Protocol is CallProtocol.Grpc or CallProtocol.Http2,
        _ => false,
    };

    /// <summary>The hash of a request at this cluster's proxy; <see langword="null"/> for chance.</summary>
    public ulong? HashOf(SimRequest request) => Definition.Hash is { } hash
        ? RequestHash.Of(hash, request.Top.Call.Request, request.Top.Downstream?.LocalAddress ?? Node.Address)
        : null;

    /// <summary>What is behind a host.</summary>
    /// <param name="host">The host's handle.</param>
    /// <param name="topology">All pods.</param>
    /// <param name="called">The host of the request.</param>
    public SimTarget TargetOf(int host, SimulatedPods topology, string called)
    {
        if (!_targets.TryGetValue((host, called), out SimTarget? target))
        {
            target = IsDialled && Node.Dialled(Definition) is null
                ? topology.Dialled(Upstream.EndpointOf(host))
                : topology.Resolve(Upstream.EndpointOf(host), Node.Proxy, called);
            _targets.Add((host, called), target);
        }

        return target;
    }

    /// <summary>The options for a cluster as istiod defines it.</summary>
    public static UpstreamClusterOptions Options(EnvoyCluster cluster) => new()
    {
        Spread = new TrafficShareOptions
        {
            // Where requests have nothing to hash, hashes spread like turns.
            Policy = cluster.LbPolicy switch
            {
                EnvoyLbPolicy.Random => LbPolicy.Random,
                EnvoyLbPolicy.LeastRequest => LbPolicy.LeastRequest,
                _ => LbPolicy.RoundRobin,
            },
            LocalityWeighted = cluster.LocalityWeighted,
            // Somebody may have written any number.
            PanicThreshold = cluster.PanicThreshold is { } threshold ? Math.Clamp(threshold, 0, 100) : null,
        },
        Hashing = cluster.Hash is { } hash ? new HashSettings(hash.MinimumRingSize, hash.TableSize) : null,
        Warmup = cluster.Warmup is { } warmup
            ? new Warmup(warmup.Duration.Ticks, warmup.MinimumPercent / 100, warmup.Aggression) : null,
        Outliers = cluster is { Groups: not null, OutlierDetection: { } detection } ? Policy(detection) : null,
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

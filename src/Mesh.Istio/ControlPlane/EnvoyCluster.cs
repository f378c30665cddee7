using Mesh.Istio.ControlPlane.Clusters;
using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane;

/// <summary>
/// A cluster as istiod sends it to one proxy: the policy, and the endpoints with the priorities and weights that this proxy gets.
/// </summary>
public sealed record EnvoyCluster
{
    /// <summary>
    /// Envoy's name: <c>outbound|PORT|SUBSET|HOST</c>, or <c>outbound_.PORT_.SUBSET_.HOST</c> behind an AUTO_PASSTHROUGH server.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>The service's port.</summary>
    public required int Port { get; init; }

    /// <summary>The subset; empty for none.</summary>
    public string Subset { get; init; } = "";

    /// <summary>How hosts are found.</summary>
    public DiscoveryType Type { get; init; }

    /// <summary>How a host is chosen.</summary>
    public EnvoyLbPolicy LbPolicy { get; init; }

    /// <summary>Whether locality weights count (<c>locality_weighted_lb_config</c>).</summary>
    public bool LocalityWeighted { get; init; }

    /// <summary>The panic threshold in percent of healthy hosts; <see langword="null"/> when not sent: Envoy's 50.</summary>
    public int? PanicThreshold { get; init; }

    /// <summary>Zone-aware routing; <see langword="null"/> when not sent.</summary>
    public ZoneAwareLb? ZoneAware { get; init; }

    /// <summary>Outlier detection; <see langword="null"/> without.</summary>
    public EnvoyOutlierDetection? OutlierDetection { get; init; }

    /// <summary>The time to wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; init; }

    /// <summary>
    /// HTTP/2 to the endpoints, for ports that say HTTP/2 or gRPC and where a rule upgrades HTTP/1.1; <see langword="null"/> when the proxy
    /// speaks HTTP/1.1 or what it finds out.
    /// </summary>
    public EnvoyHttp2? Http2 { get; init; }

    /// <summary>TLS; <see langword="null"/> for plain text.</summary>
    public UpstreamTls? Tls { get; init; }

    /// <summary>
    /// The endpoints in groups of one locality and priority; <see langword="null"/> where istiod sends none
    /// (<see cref="DiscoveryType.OriginalDst"/>).
    /// </summary>
    public ValueList<EndpointGroup>? Groups { get; init; }

    /// <summary>The DestinationRules that the policy is made of, <c>namespace/name</c>; empty when none applies.</summary>
    public ValueList<string> DestinationRules { get; init; }

    /// <summary>Protocol, limits and keep-alive of the connections to the hosts.</summary>
    internal EnvoyConnectionPool Pool { get; init; } = EnvoyConnectionPool.Default;

    /// <summary>Consistent hashing; <see langword="null"/> without.</summary>
    internal EnvoyHash? Hash { get; init; }

    /// <summary>Slow start; <see langword="null"/> without.</summary>
    internal EnvoyWarmup? Warmup { get; init; }

    internal PriorityExplainer Explainer { get; init; } = PriorityExplainer.None;

    /// <summary>Says why a group has its priority and weight, naming the object and the field that decide.</summary>
    /// <param name="group">A group of <see cref="Groups"/>.</param>
    /// <returns>A sentence for people.</returns>
    public string Explain(EndpointGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return Explainer.Explain(group);
    }
}

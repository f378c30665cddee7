using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Tcp;

/// <summary>The subset through which a gateway passes TCP to pods: without TLS of its own, or mutual TLS is wrapped around mutual
/// TLS.</summary>
internal static class TcpSubset
{
    public const string Name = "passthrough";

    // Connecting to a pod must fail before the caller's 2 s are over, and a pod be left before the caller leaves the gateway.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(1);

    private static ClientTlsSettings Disabled { get; } = new() { Mode = ClientTlsMode.Disable };

    /// <summary>The pods of the gateway's cluster; where Istio's name of that is unknown, injected pods.</summary>
    public static Subset ForOwnRule(ClusterFacts cluster) => new()
    {
        Name = Name,
        Labels = cluster.IstioClusterId is { } id
            ? [new(LoadBalancing.TopologyLabels.Cluster, id)]
            : [new(ObjectLabels.TlsMode, "istio")],
        TrafficPolicy = new TrafficPolicy
        {
            Tls = Disabled,
            ConnectionPool = new Api.ConnectionPoolSettings { Tcp = new TcpSettings { ConnectTimeout = ConnectTimeout } },
            OutlierDetection = PolicySettings.OutlierDetection(new TrafficSettings()) with { ConsecutiveGatewayErrors = 1 },
        },
    };

    /// <summary>The service's own pods, without the entries of other clusters' gateways.</summary>
    public static Subset ForExposed(ValueMap<string> ownPods) => new()
    {
        Name = Name,
        Labels = ownPods,
        TrafficPolicy = new TrafficPolicy { Tls = Disabled },
    };
}

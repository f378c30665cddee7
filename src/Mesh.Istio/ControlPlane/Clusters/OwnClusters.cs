namespace Mesh.Istio.ControlPlane.Clusters;

/// <summary>
/// The clusters that a proxy has beside those of hosts: for what it refuses and for what it passes through (istio <c>core/cluster.go</c>
/// buildBlackHoleCluster, buildDefaultPassthroughCluster, buildInboundPassthroughCluster).
/// </summary>
internal static class OwnClusters
{
    private const string InboundPassthrough = "InboundPassthroughCluster";

    public static IEnumerable<EnvoyCluster> Of(ProxyType type, TimeSpan connectTimeout)
    {
        EnvoyCluster refusing = Cluster(ClusterName.BlackHole, DiscoveryType.Static, EnvoyLbPolicy.RoundRobin, connectTimeout);
        return type == ProxyType.Router ? [refusing]
            : [
                refusing,
                Cluster(InboundPassthrough, DiscoveryType.OriginalDst, EnvoyLbPolicy.ClusterProvided, connectTimeout),
                Cluster(ClusterName.Passthrough, DiscoveryType.OriginalDst, EnvoyLbPolicy.ClusterProvided, connectTimeout),
            ];
    }

    private static EnvoyCluster Cluster(string name, DiscoveryType type, EnvoyLbPolicy policy, TimeSpan connectTimeout) => new()
    {
        Name = name,
        Host = "",
        Port = 0,
        Type = type,
        LbPolicy = policy,
        ConnectTimeout = connectTimeout,
    };
}

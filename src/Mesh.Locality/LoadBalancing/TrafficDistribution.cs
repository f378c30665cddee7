namespace Mesh.LoadBalancing;

/// <summary>
/// A service's <c>trafficDistribution</c>, from its field or from the annotation <c>networking.istio.io/traffic-distribution</c>.
/// </summary>
public enum TrafficDistribution
{
    /// <summary>Not set: no preference.</summary>
    Any,

    /// <summary><c>PreferSameZone</c>, and <c>PreferClose</c> which is the same: network, region, zone.</summary>
    PreferSameZone,

    /// <summary><c>PreferSameNode</c>: network, region, zone, subzone, node.</summary>
    PreferSameNode,
}

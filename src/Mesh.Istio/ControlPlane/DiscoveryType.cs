namespace Mesh.Istio.ControlPlane;

/// <summary>How Envoy finds the hosts of a cluster, with Envoy's names.</summary>
public enum DiscoveryType
{
    /// <summary>istiod sends the endpoints (EDS).</summary>
    Eds,

    /// <summary>Envoy resolves the endpoints' names; every address of an answer is a host.</summary>
    StrictDns,

    /// <summary>Envoy resolves one name and uses one address of the answer for each new connection.</summary>
    LogicalDns,

    /// <summary>The hosts are part of the cluster; those that istiod makes have none (<c>BlackHoleCluster</c>).</summary>
    Static,

    /// <summary>The address that the client dialled; there is no load balancing and no failover.</summary>
    OriginalDst,

    /// <summary>The name in each request is resolved (a wildcard host with <c>DYNAMIC_DNS</c>).</summary>
    DynamicForwardProxy,
}

namespace Mesh.Istio.Generation;

/// <summary>One address of a gateway as a client cluster sees it.</summary>
/// <param name="Site">The gateway: the host's own, or a transit gateway on the way to it.</param>
/// <param name="Address">The address.</param>
/// <param name="Rank">The rank of the cluster that serves the host.</param>
/// <param name="Weight">Its share within the rank; null where no cluster of the rank has one.</param>
/// <param name="Local">Whether the gateway is in the client's cluster.</param>
/// <param name="Target">The cluster that serves the host.</param>
/// <param name="Hops">The transit gateways on the way; null where nobody needs any for this host.</param>
internal readonly record struct HostEndpoint(
    GatewayInCluster Site, string Address, int Rank, uint? Weight, bool Local, string Target, int? Hops);

namespace Mesh.Istio.Generation.Reuse;

/// <summary>What the objects of a host say of a gateway in a cluster, and what its place in an order depends on.</summary>
internal sealed record SiteInputs(
    string Cluster, ClusterState State, string? Network, Locality Locality, bool AcceptsMeshTraffic, string? LocalAddress,
    ValueList<string> RemoteAddresses)
{
    public static SiteInputs Of(GatewayInCluster site) => new(
        site.Cluster.Name, site.Cluster.State, site.Cluster.Network, site.Locality, site.AcceptsMeshTraffic, site.LocalAddress,
        site.RemoteAddresses);
}

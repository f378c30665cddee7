namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>A way into a network. The cluster is empty for gateways of MeshNetworks.</summary>
internal readonly record struct NetworkGateway(string Network, string Cluster, string Address, int Port) : IComparable<NetworkGateway>
{
    public int CompareTo(NetworkGateway other)
    {
        int order = string.CompareOrdinal(Address, other.Address);
        order = order != 0 ? order : Port.CompareTo(other.Port);
        order = order != 0 ? order : string.CompareOrdinal(Cluster, other.Cluster);
        return order != 0 ? order : string.CompareOrdinal(Network, other.Network);
    }
}

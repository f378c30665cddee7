namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>The gateways of all networks, by network and by network and cluster (istio <c>pilot/pkg/model/network.go</c>).</summary>
internal sealed class NetworkGateways
{
    private readonly Dictionary<string, NetworkGateway[]> _byNetwork;
    private readonly Dictionary<(string Network, string Cluster), NetworkGateway[]> _byCluster;

    public NetworkGateways(IEnumerable<NetworkGateway> gateways)
    {
        NetworkGateway[] all = [.. gateways.Distinct().Order()];
        _byNetwork = all.GroupBy(gateway => gateway.Network, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        _byCluster = all.GroupBy(gateway => (gateway.Network, gateway.Cluster)).ToDictionary(group => group.Key, group => group.ToArray());
        uint scale = 1;
        foreach (NetworkGateway[] group in _byNetwork.Values.Concat(_byCluster.Values))
        {
            scale = LeastCommonMultiple(scale, (uint)group.Length);
        }

        Scale = scale;
    }

    public bool Any => _byNetwork.Count > 0;

    /// <summary>What every weight is multiplied with, so that it can be split evenly among the gateways of any network.</summary>
    public uint Scale { get; }

    /// <summary>
    /// The gateways that stand for an endpoint: those of its network and cluster, else of its network. Sidecars cannot use port 0.
    /// </summary>
    public NetworkGateway[] Find(string network, string cluster, bool sidecar)
    {
        if (!_byCluster.TryGetValue((network, cluster), out NetworkGateway[]? found) && !_byNetwork.TryGetValue(network, out found))
        {
            return [];
        }

        return sidecar && Array.Exists(found, gateway => gateway.Port == 0) ? Array.FindAll(found, gateway => gateway.Port != 0) : found;
    }

    private static uint LeastCommonMultiple(uint left, uint right)
    {
        (uint a, uint b) = (left, right);
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return left / a * right;
    }
}

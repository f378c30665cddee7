using Mesh.Istio.ControlPlane.Registry;
using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Clusters;

/// <summary>
/// Replaces endpoints of other networks by the gateways of those networks, inside the group that the endpoints are in
/// (istio <c>xds/endpoints/ep_filters.go</c> EndpointsByNetworkFilter).
/// </summary>
internal static class NetworkFilter
{
    private const string IstioTls = "istio";

    public static ValueList<EndpointGroup> Apply(ValueList<EndpointGroup> groups, NetworkGateways gateways, string network, bool sidecar)
    {
        if (!gateways.Any)
        {
            return groups;
        }

        var result = new EndpointGroup[groups.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = WithSumOfWeights(groups[i], Replace(groups[i], gateways, network, sidecar));
        }

        return ValueList.Create<EndpointGroup>(result);
    }

    /// <summary>Keeps what speaks Istio's mutual TLS: all that an AUTO_PASSTHROUGH server forwards to.</summary>
    public static ValueList<EndpointGroup> OnlyMutualTls(ValueList<EndpointGroup> groups)
    {
        var result = new EndpointGroup[groups.Count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = WithSumOfWeights(groups[i], [.. groups[i].Endpoints.Where(endpoint => endpoint.TlsMode == IstioTls)]);
        }

        return ValueList.Create<EndpointGroup>(result);
    }

    private static List<LocalityEndpoint> Replace(EndpointGroup group, NetworkGateways gateways, string network, bool sidecar)
    {
        var kept = new List<LocalityEndpoint>(group.Endpoints.Count);
        var weights = new SortedDictionary<NetworkGateway, uint>();
        foreach (LocalityEndpoint endpoint in group.Endpoints)
        {
            NetworkGateway[] ways = gateways.Find(endpoint.Network, endpoint.Cluster, sidecar);
            uint weight = Scale(endpoint.Weight, gateways.Scale);
            // A proxy that does not know its network goes through a gateway wherever there is one.
            bool direct = ways.Length == 0
                || endpoint.Network.Length == 0
                || endpoint.Network == network;
            if (direct)
            {
                if (endpoint.Address.Length > 0)
                {
                    kept.Add(endpoint with { Weight = weight });
                }
            }
            else if (endpoint.TlsMode == IstioTls)
            {
                foreach (NetworkGateway way in ways)
                {
                    weights[way] = unchecked(weights.GetValueOrDefault(way) + (weight / (uint)ways.Length));
                }
            }
        }

        foreach ((NetworkGateway way, uint weight) in weights)
        {
            kept.Add(AsEndpoint(way, Math.Max(weight, 1), group.Endpoints[0].LocalityText));
        }

        return kept;
    }

    private static LocalityEndpoint AsEndpoint(NetworkGateway way, uint weight, string locality) => new(way.Address, way.Port)
    {
        LocalityText = locality,
        Weight = weight,
        Network = way.Network,
        Cluster = way.Cluster,
        TlsMode = IstioTls,
        // No region, no zone: only network and cluster of the gateway count in failoverPriority.
        Labels = TopologyLabels.Augment(default, Locality.Empty, way.Cluster, "", way.Network),
    };

    private static EndpointGroup WithSumOfWeights(EndpointGroup group, List<LocalityEndpoint> endpoints)
    {
        uint? sum = endpoints.Count == 0 ? null : 0;
        foreach (LocalityEndpoint endpoint in endpoints)
        {
            sum = unchecked(sum + endpoint.Weight);
        }

        return group with { Endpoints = endpoints.ToValueList(), Weight = sum };
    }

    private static uint Scale(uint weight, uint scale) => weight < uint.MaxValue / scale ? weight * scale : uint.MaxValue;
}

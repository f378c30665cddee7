using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>The Gateways and routes of all gateways of the model, made once for all clusters in which they are the same.</summary>
internal sealed class IngressPlan
{
    private readonly IReadOnlyList<PlacedGateway> _gateways;
    private readonly Dictionary<(PlacedGateway Gateway, string Cluster), ValueList<(IstioObject Value, ServerEntry? Server)>> _objects = [];

    public IngressPlan(IReadOnlyList<PlacedGateway> gateways, BackendLookup backendOf, TcpPassage tcp, ObjectLabels labels)
    {
        _gateways = gateways;
        foreach (PlacedGateway gateway in gateways)
        {
            var made = new Dictionary<GatewayBackends, ValueList<(IstioObject Value, ServerEntry? Server)>>();
            foreach (GatewayInCluster site in gateway.Sites.Values)
            {
                var backends = new GatewayBackends(
                    gateway.Entry, (service, port) => backendOf(gateway.Entry, site.Cluster, service, port),
                    server => tcp.Passes(server, site.Cluster.Name));
                if (!made.TryGetValue(backends, out ValueList<(IstioObject Value, ServerEntry? Server)> objects))
                {
                    made.Add(backends, objects = new IngressEmitter(gateway, labels, backends).Emit().ToValueList());
                }

                _objects.Add((gateway, site.Cluster.Name), objects);
            }
        }
    }

    /// <summary>Adds what stands in one cluster; copies, so that the object itself says which cluster's it is.</summary>
    public void Emit(ClusterFacts client, List<GeneratedObject> objects)
    {
        foreach (PlacedGateway gateway in _gateways)
        {
            if (gateway.Sites.TryGetValue(client.Name, out GatewayInCluster? site))
            {
                objects.AddRange(_objects[(gateway, client.Name)].Select(
                    pair => new GeneratedObject(pair.Value with { }, new GatewayOrigin(gateway.Entry, pair.Server, site))));
            }
        }
    }
}

using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>The Gateways and routes of all gateways of the model, made once for all clusters in which they are the same.</summary>
internal sealed class IngressPlan
{
    private readonly IReadOnlyList<PlacedGateway> _gateways;
    private readonly Dictionary<(PlacedGateway Gateway, string Cluster), Made> _made = [];
    private readonly ObjectLabels _labels;

    public IngressPlan(IReadOnlyList<PlacedGateway> gateways, BackendLookup backendOf, TcpPassage tcp, ObjectLabels labels)
    {
        _gateways = gateways;
        _labels = labels;
        foreach (PlacedGateway gateway in gateways)
        {
            Add(gateway, gateway.Sites.Values.Select(site => (site.Cluster.Name, new GatewayBackends(
                gateway.Entry, (service, port) => backendOf(gateway.Entry, site.Cluster, service, port),
                server => tcp.Passes(server, site.Cluster.Name)))));
        }
    }

    private IngressPlan(IngressPlan before, IReadOnlyDictionary<WorkspaceGateway, WorkspaceGateway> changed)
    {
        _labels = before._labels;
        var gateways = new List<PlacedGateway>(before._gateways.Count);
        foreach (PlacedGateway gateway in before._gateways)
        {
            PlacedGateway now = changed.TryGetValue(gateway.Entry.Gateway, out WorkspaceGateway? other) ? gateway.With(other) : gateway;
            gateways.Add(now);
            if (!ReferenceEquals(now, gateway))
            {
                // Routes that lead to the same services find the same there.
                Add(now, gateway.Sites.Keys.Select(cluster => (cluster, before._made[(gateway, cluster)].Backends)));
                Changed.UnionWith(gateway.Sites.Keys);
                continue;
            }

            foreach (string cluster in gateway.Sites.Keys)
            {
                _made.Add((gateway, cluster), before._made[(gateway, cluster)]);
            }
        }

        _gateways = gateways;
    }

    /// <summary>The clusters in which this differs from the plan that it was made of.</summary>
    public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);

    /// <summary>The plan with other routes of some gateways, by reference, which lead to the same services.</summary>
    public IngressPlan With(IReadOnlyDictionary<WorkspaceGateway, WorkspaceGateway> changed) => new(this, changed);

    /// <summary>Adds what stands in one cluster; copies, so that the object itself says which cluster's it is.</summary>
    public void Emit(ClusterFacts client, List<GeneratedObject> objects)
    {
        foreach (PlacedGateway gateway in _gateways)
        {
            if (gateway.Sites.TryGetValue(client.Name, out GatewayInCluster? site))
            {
                objects.AddRange(_made[(gateway, client.Name)].Objects.Select(
                    pair => new GeneratedObject(pair.Value.Copy(), new GatewayOrigin(gateway.Entry, pair.Server, site))));
            }
        }
    }

    private void Add(PlacedGateway gateway, IEnumerable<(string Cluster, GatewayBackends Backends)> sites)
    {
        var made = new Dictionary<GatewayBackends, Made>();
        foreach ((string cluster, GatewayBackends backends) in sites)
        {
            if (!made.TryGetValue(backends, out Made? known))
            {
                made.Add(backends, known = new Made(backends, new IngressEmitter(gateway, _labels, backends).Emit().ToValueList()));
            }

            _made.Add((gateway, cluster), known);
        }
    }

    private sealed record Made(GatewayBackends Backends, ValueList<(IstioObject Value, ServerEntry? Server)> Objects);
}

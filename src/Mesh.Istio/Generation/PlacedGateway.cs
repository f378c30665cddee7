using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>A gateway of the model in the clusters where it is. Its own objects are the same in all of them and made once.</summary>
internal sealed class PlacedGateway
{
    private readonly ValueList<(IstioObject Value, ServerEntry? Server)> _objects;

    private PlacedGateway(GatewayEntry entry, IEnumerable<GatewayInCluster> sites, ObjectLabels labels)
    {
        Entry = entry;
        Sites = new SortedDictionary<string, GatewayInCluster>(sites.ToDictionary(site => site.Cluster.Name), StringComparer.Ordinal);
        _objects = Sites.Count == 0 ? [] : new IngressEmitter(entry, labels).Emit().ToValueList();
    }

    public GatewayEntry Entry { get; }

    /// <summary>The places by cluster name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, GatewayInCluster> Sites { get; }

    /// <summary>Every gateway of a model, in the order of their paths.</summary>
    public static IReadOnlyList<PlacedGateway> All(
        ModelWalk model, ClusterMap clusters, ObjectLabels labels, ICollection<Diagnostic> diagnostics)
    {
        var resolver = new GatewayResolver(diagnostics);
        var gateways = new List<PlacedGateway>(model.Gateways.Count);
        foreach (GatewayEntry entry in model.Gateways.OrderBy(entry => entry.FullPath, StringComparer.Ordinal))
        {
            NameCheck.Run(entry, diagnostics);
            gateways.Add(
                new PlacedGateway(
                    entry, clusters.All.Select(cluster => resolver.Resolve(entry, cluster)).OfType<GatewayInCluster>(), labels));
        }

        return gateways;
    }

    /// <summary>
    /// The Gateway and its VirtualServices in one of its clusters; copies, so that the object itself says which cluster's it is.
    /// </summary>
    public IEnumerable<GeneratedObject> ObjectsIn(GatewayInCluster site) =>
        _objects.Select(pair => new GeneratedObject(pair.Value with { }, new GatewayOrigin(Entry, pair.Server, site)));
}

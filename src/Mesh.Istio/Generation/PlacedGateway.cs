using Mesh.Diagnostics;

namespace Mesh.Istio.Generation;

/// <summary>A gateway of the model in the clusters where it is.</summary>
internal sealed class PlacedGateway
{
    private PlacedGateway(GatewayEntry entry, IEnumerable<GatewayInCluster> sites)
    {
        Entry = entry;
        Sites = new SortedDictionary<string, GatewayInCluster>(sites.ToDictionary(site => site.Cluster.Name), StringComparer.Ordinal);
    }

    public GatewayEntry Entry { get; }

    /// <summary>The places by cluster name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, GatewayInCluster> Sites { get; }

    /// <summary>Every gateway of a model, in the order of their paths.</summary>
    public static IReadOnlyList<PlacedGateway> All(
        ModelWalk model, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        var resolver = new GatewayResolver(diagnostics);
        var gateways = new List<PlacedGateway>(model.Gateways.Count);
        foreach (GatewayEntry entry in model.Gateways.OrderBy(entry => entry.FullPath, StringComparer.Ordinal))
        {
            NameCheck.Run(entry, diagnostics);
            gateways.Add(
                new PlacedGateway(
                    entry, clusters.All.Select(cluster => resolver.Resolve(entry, cluster)).OfType<GatewayInCluster>()));
        }

        return gateways;
    }
}

using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>A gateway of the model in the clusters where it stands. Its own objects are the same in all of them and made once.</summary>
internal sealed class PlacedGateway(GatewayEntry entry, IEnumerable<GatewayInCluster> sites, IngressEmitter emitter)
{
    private readonly Lazy<IstioObject[]> _objects = new(() => [.. emitter.Emit()]);

    public GatewayEntry Entry { get; } = entry;

    /// <summary>The places by cluster name, in ordinal order.</summary>
    public SortedDictionary<string, GatewayInCluster> Sites { get; } =
        new(sites.ToDictionary(site => site.Cluster.Name), StringComparer.Ordinal);

    /// <summary>The Gateway and its VirtualServices.</summary>
    public IReadOnlyList<IstioObject> Objects => _objects.Value;
}

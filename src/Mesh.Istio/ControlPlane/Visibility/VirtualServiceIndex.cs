using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>
/// The VirtualServices that a namespace sees for a gateway, or for its sidecars. A VirtualService without hosts is a part of others, whose
/// routes are merged with its own, and not in it.
/// </summary>
internal sealed class VirtualServiceIndex
{
    private readonly Dictionary<string, List<BoundVirtualService>> _byGateway = new(StringComparer.Ordinal);

    public VirtualServiceIndex(IEnumerable<VirtualService> services, MeshConfig settings)
    {
        VirtualService[] all = [.. services];
        var delegates = new DelegateMerger(all, settings);
        foreach (VirtualService spec in all
            .Where(service => !service.Hosts.IsEmpty)
            .OrderByAge())
        {
            var service = new BoundVirtualService(delegates.Merge(spec), settings);
            foreach (string gateway in service.Gateways.Distinct())
            {
                if (!_byGateway.TryGetValue(gateway, out List<BoundVirtualService>? list))
                {
                    _byGateway.Add(gateway, list = []);
                }

                list.Add(service);
            }
        }
    }

    /// <summary>All of a gateway, or of sidecars.</summary>
    public IEnumerable<BoundVirtualService> At(string gateway) => _byGateway.GetValueOrDefault(gateway) ?? [];

    /// <summary>In istiod's order: those of the namespace alone, those exported to it by name, those for everybody.</summary>
    public IEnumerable<BoundVirtualService> Find(string client, string gateway) =>
        _byGateway.TryGetValue(gateway, out List<BoundVirtualService>? list)
            ? list.Where(service => Exports.IsVisible(service.ExportTo, service.Namespace, client))
                .OrderBy(service => RankOf(service, client))
            : [];

    // Of those for everybody a route of the Gateway API comes first in its own namespace.
    private static int RankOf(BoundVirtualService service, string client) =>
        Exports.IsPublic(service.ExportTo) ? service.HasRouteSemantics && service.Namespace == client ? 2 : 3
        : service.Namespace == client ? 0 : 1;
}

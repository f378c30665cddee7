using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>
/// The VirtualServices of others for callers in the mesh of one cluster. Private ones of a namespace come first there; of all public ones
/// the
/// oldest holds in every namespace, and a newer one holds nowhere, not even at home.
/// </summary>
internal sealed class ForeignRoutes
{
    private readonly Dictionary<string, List<VirtualServiceInfo>> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Namespace, string Name), DateTimeOffset?> _ours = [];
    private readonly bool _isPublicByDefault;

    public ForeignRoutes(ClusterFacts cluster)
    {
        _isPublicByDefault = cluster.Inventory?.MeshConfig?.DefaultVirtualServiceExportTo is not { IsEmpty: false } scopes
            || scopes.Contains("*");
        foreach (VirtualServiceInfo route in cluster.Inventory?.VirtualServices ?? [])
        {
            if (MeshLabels.AreOurs(route.Labels))
            {
                _ours[(route.Namespace, route.Name)] = route.Created;
            }
            else if (route.Gateways.IsEmpty || route.Gateways.Contains("mesh"))
            {
                Add(route);
            }
        }
    }

    /// <summary>What others have for a host beside a VirtualService of ours.</summary>
    public RoutesBeside Beside(string host, string? namespaceName, string name)
    {
        if (!_byHost.TryGetValue(host, out List<VirtualServiceInfo>? routes))
        {
            return RoutesBeside.None;
        }

        // The shared namespace has names of its own, so there the name is enough.
        bool lives = namespaceName is null
            ? _ours.Keys.Any(key => key.Name == name)
            : _ours.ContainsKey((namespaceName, name));
        DateTimeOffset? ours = _ours.FirstOrDefault(pair => pair.Key.Name == name
            && (namespaceName is null || pair.Key.Namespace == namespaceName)).Value;
        VirtualServiceInfo[] open = [.. routes.Where(IsPublic)];
        return new RoutesBeside(
            Names(open.Where(route => route.Created is not null && (!lives || IsOlder(route, ours, $"{name}.{namespaceName}")))),
            Names(open.Where(route => route.Created is null || (lives && ours is null))),
            Names(open.Where(route => route.Created is not null && lives && ours is not null
                && !IsOlder(route, ours, $"{name}.{namespaceName}"))),
            Names(routes.Where(route => !IsPublic(route))));
    }

    private void Add(VirtualServiceInfo route)
    {
        foreach (string host in route.Hosts)
        {
            // As Istio does, a name without dots is completed by the VirtualService's own namespace.
            string full = ServiceName.TryParse(host, route.Namespace, out ServiceName service) ? service.Fqdn : host;
            if (!_byHost.TryGetValue(full, out List<VirtualServiceInfo>? routes))
            {
                _byHost.Add(full, routes = []);
            }

            routes.Add(route);
        }
    }

    private bool IsPublic(VirtualServiceInfo route) => route.ExportTo.IsEmpty ? _isPublicByDefault : route.ExportTo.Contains("*");

    // Of the same second the first by name, as istiod sorts.
    private static bool IsOlder(VirtualServiceInfo route, DateTimeOffset? ours, string name) => ours is { } created
        && (route.Created < created
            || (route.Created == created && string.CompareOrdinal($"{route.Name}.{route.Namespace}", name) < 0));

    private static ValueList<string> Names(IEnumerable<VirtualServiceInfo> routes) =>
        routes.Select(route => $"{route.Namespace}/{route.Name}")
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList();
}

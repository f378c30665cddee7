using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>
/// The VirtualServices of others for callers in the mesh of one cluster. Private ones of a namespace come first there; of all public ones
/// the
/// oldest holds in every namespace, and a newer one holds nowhere, not even at home. What carries Mesh's label in another namespace than
/// the one that Mesh writes to is somebody else's: anybody may write a label.
/// </summary>
internal sealed class ForeignRoutes
{
    private readonly Dictionary<string, List<VirtualServiceInfo>> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Suffix, VirtualServiceInfo Route)> _wide = [];
    private readonly bool _isPublicByDefault;

    public ForeignRoutes(ClusterFacts cluster)
    {
        _isPublicByDefault = cluster.Inventory?.MeshConfig?.DefaultVirtualServiceExportTo is not { IsEmpty: false } scopes
            || scopes.Contains("*");
        foreach (VirtualServiceInfo route in cluster.Inventory?.VirtualServices ?? [])
        {
            if (route.Gateways.IsEmpty || route.Gateways.Contains("mesh"))
            {
                Add(route);
            }
        }
    }

    /// <summary>What others have for a host beside a VirtualService of ours in a namespace.</summary>
    public RoutesBeside Beside(string host, string namespaceName, string name)
    {
        ValueList<string> wider = Names(_wide
            .Where(pair => host.EndsWith(pair.Suffix, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Route));
        if (!_byHost.TryGetValue(host, out List<VirtualServiceInfo>? all))
        {
            return wider.IsEmpty ? RoutesBeside.None : RoutesBeside.None with { Wider = wider };
        }

        VirtualServiceInfo? own = all.Find(route => IsOurs(route, namespaceName) && route.Name == name);
        bool lives = own is not null;
        DateTimeOffset? ours = own?.Created;
        VirtualServiceInfo[] routes = [.. all.Where(route => !IsOurs(route, namespaceName))];
        VirtualServiceInfo[] open = [.. routes.Where(IsPublic)];
        return new RoutesBeside(
            Names(open.Where(route => route.Created is not null && (!lives || IsOlder(route, ours, $"{name}.{namespaceName}")))),
            Names(open.Where(route => route.Created is null || (lives && ours is null))),
            Names(open.Where(route => route.Created is not null && lives && ours is not null
                && !IsOlder(route, ours, $"{name}.{namespaceName}"))),
            Names(routes.Where(route => !IsPublic(route))),
            wider);
    }

    private static bool IsOurs(VirtualServiceInfo route, string namespaceName) =>
        MeshLabels.AreOurs(route.Labels, route.Namespace, namespaceName);

    private void Add(VirtualServiceInfo route)
    {
        foreach (string host in route.Hosts)
        {
            if (host.StartsWith('*'))
            {
                _wide.Add((host[1..], route));
                continue;
            }

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

using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>Turns the HTTP routes of a VirtualService into routes of one listener port (istio <c>core/route/route.go</c>).</summary>
internal static class HttpRoutes
{
    private const string UnknownService = "UnknownService";

    /// <summary>The routes for a port and a gateway, up to the first that matches everything.</summary>
    /// <param name="service">The VirtualService.</param>
    /// <param name="port">The port of the server, or of the listener.</param>
    /// <param name="gateway">The gateway, or <see cref="BoundVirtualService.MeshGateway"/>.</param>
    /// <param name="view">The proxy.</param>
    /// <param name="find">Finds the service of a destination; the port of a destination without port depends on it.</param>
    public static List<RouteEntry> For(
        BoundVirtualService service, int port, string gateway, ProxyConfig view, Func<string, MeshService?> find)
    {
        var routes = new List<RouteEntry>();
        foreach (Resources.HttpRoute http in service.Spec.Http)
        {
            ValueList<Resources.HttpMatchRequest?> matches = http.Match.IsEmpty ? [null]
                : http.Match.Select(match => (Resources.HttpMatchRequest?)match).ToValueList();
            foreach (Resources.HttpMatchRequest? match in matches)
            {
                if (match is not null && !IsFor(service, match, port, gateway, view))
                {
                    continue;
                }

                RouteEntry route = Translate(service, http, match, port, view, find);
                routes.Add(route);
                if (route.IsCatchAll)
                {
                    return routes;
                }
            }
        }

        return routes;
    }

    public static string ClusterOf(
        BoundVirtualService service, Resources.Destination destination, int port, Func<string, MeshService?> find)
    {
        if (destination.Host.Length == 0)
        {
            // What a route of the Gateway API may not use.
            return UnknownService;
        }

        string host = service.Expand(destination.Host);
        MeshService? target = find(host);
        int number = destination.Port is { } selector ? (int)(selector.Number ?? 0)
            : target is { Ports.Count: 1 } ? target.Ports[0].Number
            : port;
        return ClusterName.Outbound(number, destination.Subset ?? "", target is { AliasOf.Length: > 0 } ? target.AliasOf : host);
    }

    private static bool IsFor(BoundVirtualService service, Resources.HttpMatchRequest match, int port, string gateway, ProxyConfig view)
    {
        if (match.Port is > 0 and { } wanted && wanted != port)
        {
            return false;
        }

        return !match.Gateways.IsEmpty
            ? match.Gateways.Any(name => service.GatewayName(name) == gateway)
            : Inventories.LabelMatch.Matches(match.SourceLabels, view.Labels)
                && (string.IsNullOrEmpty(match.SourceNamespace) || match.SourceNamespace == view.Proxy.Namespace);
    }

    private static RouteEntry Translate(
        BoundVirtualService service, Resources.HttpRoute http, Resources.HttpMatchRequest? match, int port, ProxyConfig view,
        Func<string, MeshService?> find)
    {
        string name = match?.Name is { Length: > 0 } suffix ? $"{http.Name}.{suffix}" : http.Name ?? "";
        bool answers = http.Redirect is not null || http.DirectResponse is not null;
        bool weighted = http.Route.Count != 1;
        ValueList<Resources.HttpRouteDestination> destinations = answers ? default
            : http.Route.Where(route => !weighted || route.Weight is > 0).ToValueList();
        return new RouteEntry(
            name,
            RouteMatch.Of(match, view.Index.Regexes, service.HasRouteSemantics),
            destinations
                .Select(route => new WeightedTarget(ClusterOf(service, route.Destination, port, find), weighted ? route.Weight ?? 0 : 100))
                .ToValueList())
        {
            IsWeighted = weighted,
            MissingStatus = service.HasRouteSemantics ? 500 : RouteEntry.Unavailable,
            Port = port,
            Rule = http,
            Destinations = destinations,
            Mirrors = MirrorsOf(http)
                .Where(mirror => mirror.Percent > 0)
                .Select(mirror => new MirrorTarget(ClusterOf(service, mirror.Destination, port, find), mirror.Percent))
                .ToValueList(),
            Fault = RouteFault.Of(http.Fault),
        };
    }

    // Without a percentage everything is copied.
    private static IEnumerable<(Resources.Destination Destination, double Percent)> MirrorsOf(Resources.HttpRoute http)
    {
        IEnumerable<(Resources.Destination, double)> mirrors =
            http.Mirrors.Select(mirror => (mirror.Destination, mirror.Percentage is { } percentage ? percentage.Value ?? 0 : 100));
        return http.Mirror is { } one
            ? mirrors.Prepend((one, http.MirrorPercentage is { } part ? part.Value ?? 0 : http.MirrorPercent ?? 100))
            : mirrors;
    }
}

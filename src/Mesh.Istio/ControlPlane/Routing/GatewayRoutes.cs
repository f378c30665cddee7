using System.Globalization;
using System.Runtime.CompilerServices;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>The route configurations of a gateway (istio <c>core/gateway.go</c> buildGatewayHTTPRouteConfig).</summary>
internal sealed class GatewayRoutes(ProxyConfig view)
{
    /// <summary>A route configuration by its name.</summary>
    public RouteTable Table(string routeName) =>
        view.TableOf(new RouteTableKey(view.Scope, routeName, view.Labels), () => Build(routeName));

    /// <summary>The service that a VirtualService means by a host.</summary>
    public static MeshService? Lookup(ProxyConfig view, BoundVirtualService service, string host) =>
        view.Index.Registry.ByNamespace(host).TryGetValue(service.Namespace, out MeshService? own)
            && view.Index.IsVisible(own, view.Proxy.Namespace)
            ? own
            : view.Scope.FindService(host);

    private RouteTable Build(string routeName)
    {
        var hosts = new Dictionary<string, VirtualHost>(StringComparer.Ordinal);
        var known = new Dictionary<(string Gateway, BoundVirtualService Service), List<RouteEntry>>();
        uint port = 0;
        foreach (GatewayServer server in view.Gateway.All.Where(server => server.RouteName == routeName))
        {
            port = server.Server.Port.Number;
            foreach (BoundVirtualService service in view.Index.VirtualServices.Find(view.Proxy.Namespace, server.Gateway))
            {
                AddRoutes(hosts, known, server, service);
            }

            foreach (string name in server.Server.Tls?.HttpsRedirect == true ? server.Names : [])
            {
                HostOf(hosts, name, server).RequiresTls = true;
            }
        }

        VirtualHost[] all = hosts.Count > 0 ? [.. Collapse(hosts)]
            : [new VirtualHost(string.Create(CultureInfo.InvariantCulture, $"blackhole:{port}"), ["*"])];
        return new RouteTable(routeName, all, view);
    }

    // istiod makes the routes of a VirtualService once for a gateway, also where it has several servers.
    private void AddRoutes(
        Dictionary<string, VirtualHost> hosts, Dictionary<(string, BoundVirtualService), List<RouteEntry>> known, GatewayServer server,
        BoundVirtualService service)
    {
        string[] names = [.. Intersection(server, service)];
        if (names.Length == 0)
        {
            return;
        }

        if (!known.TryGetValue((server.Gateway, service), out List<RouteEntry>? routes))
        {
            routes = HttpRoutes.For(service, (int)server.Server.Port.Number, server.Gateway, view, host => Lookup(view, service, host));
            known.Add((server.Gateway, service), routes);
        }

        foreach (string name in routes.Count == 0 ? [] : names)
        {
            HostOf(hosts, name, server).Routes.AddRange(routes);
        }
    }

    // Hosts with the very same routes are one virtual host, named after the most specific (istio collapseDuplicateRoutes).
    private static List<VirtualHost> Collapse(Dictionary<string, VirtualHost> hosts)
    {
        var kept = new List<VirtualHost>();
        var same = new Dictionary<(int, int, bool), List<VirtualHost>>();
        foreach ((_, VirtualHost host) in hosts.OrderBy(entry => entry.Key, Comparer<string>.Create(HostName.CompareSpecificity)))
        {
            (int, int, bool) key = (host.Routes.Count > 0 ? RuntimeHelpers.GetHashCode(host.Routes[0]) : 0, host.Routes.Count,
                host.RequiresTls);
            if (!same.TryGetValue(key, out List<VirtualHost>? others))
            {
                same.Add(key, others = []);
            }

            if (others.Find(other => HasRoutesOf(other, host)) is { } first)
            {
                first.Domains.AddRange(host.Domains);
            }
            else
            {
                kept.Add(host);
                others.Add(host);
            }
        }

        return kept;
    }

    private static bool HasRoutesOf(VirtualHost left, VirtualHost right)
    {
        for (int i = 0; i < left.Routes.Count; i++)
        {
            if (!ReferenceEquals(left.Routes[i], right.Routes[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static VirtualHost HostOf(Dictionary<string, VirtualHost> hosts, string name, GatewayServer server)
    {
        string lower = name.ToLowerInvariant();
        if (!hosts.TryGetValue(lower, out VirtualHost? host))
        {
            hosts.Add(
                lower, host = new VirtualHost(
                    string.Create(CultureInfo.InvariantCulture, $"{lower}:{server.Server.Port.Number}"), [lower]));
        }

        return host;
    }

    private static IEnumerable<string> Intersection(GatewayServer server, BoundVirtualService service) =>
        GatewayRouter.NamesFor(server, service.Namespace)
            .SelectMany(_ => service.Hosts, (left, right) =>
                HostName.IsSubsetOf(left, right) ? left : HostName.IsSubsetOf(right, left) ? right : null)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);
}

using System.Globalization;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>Answers where a gateway sends a request (istio <c>core/gateway.go</c>).</summary>
internal sealed class GatewayRouter(ProxyConfig view)
{
    public CallResult Route(ProxyCall call)
    {
        GatewayServer[] servers = [.. view.Gateway.All.Where(server => server.Port == call.Port)];
        if (servers.Length == 0)
        {
            return new CallResult { Error = CallResult.NoListener };
        }

        string bind = servers[0].Server.Bind is { Length: > 0 } address ? address : "0.0.0.0";
        var result = new CallResult { Listener = string.Create(CultureInfo.InvariantCulture, $"{bind}_{call.Port}") };
        PortProtocol protocol = PortProtocols.Parse(servers[0].Server.Port.Protocol);
        if (protocol.IsHttp())
        {
            return call.Tls != CallTls.None ? result with { Error = CallResult.ProtocolError }
                : Table(servers[0].RouteName).Route(call, result);
        }

        return servers[0].Server.Tls is null ? Tcp(servers, result) : Tls(servers, call, result);
    }

    private CallResult Tcp(GatewayServer[] servers, CallResult result)
    {
        ValueList<WeightedTarget> targets = TcpTargets(servers[0]);
        return targets.IsEmpty ? result with { Error = CallResult.NoFilterChain } : WithTargets(result, targets);
    }

    private CallResult Tls(GatewayServer[] servers, ProxyCall call, CallResult result)
    {
        GatewayChain[] chains = [.. servers.SelectMany(Chains)];
        int best = chains.Max(chain => (int?)chain.Rank(call.Sni)) ?? 0;
        GatewayChain? chain = chains.FirstOrDefault(candidate =>
            (best > 0 ? candidate.Rank(call.Sni) == best : candidate.ServerNames.IsEmpty)
            && (!candidate.NeedsIstioProtocols || call.Tls == CallTls.Mutual));
        if (chain is null || (!chain.Server.TerminatesTls && call.Tls == CallTls.None))
        {
            return result with { Error = CallResult.NoFilterChain };
        }

        if (chain.Server.TerminatesTls && call.Tls == CallTls.None)
        {
            return result with { Error = CallResult.InvalidTls };
        }

        if (chain.Server.TerminatesTls && (chain.Server.TlsMode == Resources.ServerTlsMode.IstioMutual) != (call.Tls == CallTls.Mutual))
        {
            return result with { Error = CallResult.InvalidMutualTls };
        }

        return chain.Cluster is { } cluster ? result with { Cluster = cluster, Targets = [new WeightedTarget(cluster, 100)] }
            : chain.Server.RouteName.Length > 0 ? Table(chain.Server.RouteName).Route(call, result)
            : WithTargets(result, chain.Server.TerminatesTls ? TcpTargets(chain.Server) : TlsTargets(chain.Server, call.Sni));
    }

    private IEnumerable<GatewayChain> Chains(GatewayServer server)
    {
        if (server.TlsMode == Resources.ServerTlsMode.AutoPassthrough)
        {
            return AutoPassthrough(server);
        }

        if (server.TerminatesTls)
        {
            return [new GatewayChain(ServerNames(server.Names), server, null)];
        }

        return from service in Bound(server)
               from tls in service.Spec.Tls
               from match in tls.Match
               where IsFor(service, match.Port, match.Gateways, server)
               select new GatewayChain(ServerNames(match.SniHosts), server, null);
    }

    private IEnumerable<GatewayChain> AutoPassthrough(GatewayServer server) =>
        from service in view.Scope.Services
        where !service.External && server.Names.Any(name => HostName.IsSubsetOf(service.Host, name))
        from port in service.Ports
        where port.Protocol != PortProtocol.Udp
        from subset in (view.RuleFor(service)?.Rule.Subsets ?? default).Select(entry => entry.Name).Prepend("")
        let cluster = ClusterName.Sni(port.Number, subset, service.Host)
        select new GatewayChain([cluster], server, cluster) { NeedsIstioProtocols = true };

    private RouteTable Table(string routeName)
    {
        var hosts = new Dictionary<string, VirtualHost>(StringComparer.Ordinal);
        foreach (GatewayServer server in view.Gateway.All.Where(server => server.RouteName == routeName))
        {
            foreach (BoundVirtualService service in view.Index.VirtualServices.Find(view.Proxy.Namespace, server.Gateway))
            {
                AddRoutes(hosts, server, service);
            }

            foreach (string name in server.Server.Tls?.HttpsRedirect == true ? server.Names : [])
            {
                HostOf(hosts, name, server).RequiresTls = true;
            }
        }

        return new RouteTable(routeName, hosts.Count > 0 ? [.. hosts.Values] : [new VirtualHost($"blackhole:{routeName}", ["*"])]);
    }

    private void AddRoutes(Dictionary<string, VirtualHost> hosts, GatewayServer server, BoundVirtualService service)
    {
        string[] names = [.. Intersection(server, service)];
        List<RouteEntry> routes = names.Length == 0
            ? []
            : HttpRoutes.For(service, (int)server.Server.Port.Number, server.Gateway, view, host => Lookup(service, host));
        foreach (string name in routes.Count == 0 ? [] : names)
        {
            HostOf(hosts, name, server).Routes.AddRange(routes);
        }
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
        NamesFor(server, service.Namespace)
            .SelectMany(_ => service.Hosts, (left, right) =>
                HostName.IsSubsetOf(left, right) ? left : HostName.IsSubsetOf(right, left) ? right : null)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    /// <summary>The server's hosts that are for VirtualServices of a namespace.</summary>
    private static IEnumerable<string> NamesFor(GatewayServer server, string namespaceName) =>
        from host in server.Hosts
        let slash = host.IndexOf('/', StringComparison.Ordinal)
        where slash < 0 || host.AsSpan(0, slash) is "*" || host.AsSpan(0, slash).SequenceEqual(namespaceName)
        select host[(slash + 1)..];

    private IEnumerable<BoundVirtualService> Bound(GatewayServer server) =>
        view.Index.VirtualServices.Find(view.Proxy.Namespace, server.Gateway)
            .Where(service => NamesFor(server, service.Namespace).Any(name => service.Hosts.Any(host => HostName.Matches(name, host))));

    private ValueList<WeightedTarget> TcpTargets(GatewayServer server)
    {
        foreach (BoundVirtualService service in Bound(server))
        {
            foreach (Resources.TcpRoute route in service.Spec.Tcp)
            {
                if (!route.Route.IsEmpty
                    && (route.Match.IsEmpty || route.Match.Any(match => IsFor(service, match.Port, match.Gateways, server))))
                {
                    return Targets(service, route.Route, server);
                }
            }
        }

        return default;
    }

    private ValueList<WeightedTarget> TlsTargets(GatewayServer server, string sni)
    {
        foreach (BoundVirtualService service in Bound(server))
        {
            foreach (Resources.TlsRoute route in service.Spec.Tls)
            {
                if (route.Match.Any(
                    match => IsFor(service, match.Port, match.Gateways, server)
                        && match.SniHosts.Any(name => HostName.IsSubsetOf(sni, name))))
                {
                    return Targets(service, route.Route, server);
                }
            }
        }

        return default;
    }

    private ValueList<WeightedTarget> Targets(
        BoundVirtualService service, ValueList<Resources.RouteDestination> routes, GatewayServer server) => routes
        .Where(route => routes.Count == 1 || route.Weight is > 0)
        .Select(route => new WeightedTarget(
            HttpRoutes.ClusterOf(service, route.Destination, (int)server.Server.Port.Number, host => Lookup(service, host)),
            routes.Count == 1 ? 100 : route.Weight ?? 0))
        .ToValueList();

    private static CallResult WithTargets(CallResult result, ValueList<WeightedTarget> targets) =>
        result with { Targets = targets, Cluster = targets.Count == 1 ? targets[0].Cluster : null };

    private static bool IsFor(BoundVirtualService service, uint? port, ValueList<string> gateways, GatewayServer server) =>
        (port is null or 0 || port == server.Server.Port.Number)
        && (gateways.IsEmpty || gateways.Any(name => service.GatewayName(name) == server.Gateway));

    // "*" is any name, which Envoy says by leaving names out.
    private static ValueList<string> ServerNames(IEnumerable<string> names)
    {
        ValueList<string> all = names.ToValueList();
        return all.Contains("*") ? default : all;
    }

    private MeshService? Lookup(BoundVirtualService service, string host) =>
        view.Index.Registry.ByNamespace(host).TryGetValue(service.Namespace, out MeshService? own)
            && view.Index.IsVisible(own, view.Proxy.Namespace)
            ? own
            : view.Scope.FindService(host);
}

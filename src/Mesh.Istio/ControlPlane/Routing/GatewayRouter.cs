using System.Globalization;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>Answers where a gateway sends a request (istio <c>core/gateway.go</c>).</summary>
internal sealed class GatewayRouter(ProxyConfig view)
{
    public CallResult Route(ProxyCall call)
    {
        GatewayServer[] servers = view.Gateway.On(call.Port);
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

        return servers[0].Server.Tls is null ? Tcp(servers, result) : Tls(call, result);
    }

    /// <summary>The filter chains of a port whose servers speak TLS.</summary>
    public IEnumerable<(GatewayChain Chain, ValueList<WeightedTarget> Targets)> ChainsOf(int port) =>
        ChainsAt(port).All
        .Select(chain => (chain, chain.Cluster is { } cluster ? [new WeightedTarget(cluster, 100)]
            : chain.Server.RouteName.Length > 0 ? default
            : chain.Server.TerminatesTls ? TcpTargets(chain.Server)
            : TlsTargets(chain.Server, chain.ServerNames.FirstOrDefault(""))));

    /// <summary>The filter chains of a port.</summary>
    public GatewayChains ChainsAt(int port) => view.Gateway.ChainsOn(port, Chains);

    private CallResult Tcp(GatewayServer[] servers, CallResult result)
    {
        ValueList<WeightedTarget> targets = TcpTargets(servers[0]);
        return targets.IsEmpty ? result with { Error = CallResult.NoFilterChain } : WithTargets(result, targets);
    }

    private CallResult Tls(ProxyCall call, CallResult result)
    {
        GatewayChain? chain = ChainsAt(call.Port).Find(call.Sni, call.Tls == CallTls.Mutual);
        if (chain is { IsPlainHttp: true })
        {
            return call.Tls != CallTls.None ? result with { Error = CallResult.ProtocolError }
                : Table(chain.Server.RouteName).Route(call, result);
        }

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
            : chain.Server.TerminatesTls ? WithTargets(result with { EndsTls = true }, TcpTargets(chain.Server))
            : WithTargets(result, TlsTargets(chain.Server, call.Sni));
    }

    // A plain HTTP server beside others takes the filter chains away that pass TLS through (istiod 1.30 and 1.31).
    private IEnumerable<GatewayChain> Chains(GatewayServer[] servers) =>
        Array.Exists(servers, server => server.Server.Tls is null)
            ? servers.Where(server => server.TlsMode != Resources.ServerTlsMode.Passthrough).SelectMany(Chains)
            : servers.SelectMany(Chains);

    private IEnumerable<GatewayChain> Chains(GatewayServer server)
    {
        if (server.Server.Tls is null)
        {
            return [new GatewayChain(default, server, null) { IsPlainHttp = true }];
        }

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
        where !service.External && service.Resolution != Registry.ServiceResolution.Alias
            && server.Names.Any(name => HostName.IsSubsetOf(service.Host, name))
        from port in service.Ports
        where port.Protocol != PortProtocol.Udp
        from subset in (view.RuleFor(service)?.Rule.Subsets ?? default).Select(entry => entry.Name).Prepend("")
        let cluster = ClusterName.Sni(port.Number, subset, service.Host)
        select new GatewayChain([cluster], server, cluster) { NeedsIstioProtocols = true };

    private RouteTable Table(string routeName) => new GatewayRoutes(view).Table(routeName);

    /// <summary>The server's hosts that are for VirtualServices of a namespace.</summary>
    public static IEnumerable<string> NamesFor(GatewayServer server, string namespaceName) =>
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
            HttpRoutes.ClusterOf(service, route.Destination, (int)server.Server.Port.Number, host =>
                GatewayRoutes.Lookup(view, service, host)),
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
}

using System.Net;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>
/// The routes of a sidecar for connections that do not speak HTTP: <c>tls</c> by the server name, then <c>tcp</c> (istio
/// <c>core/tls.go</c> buildSidecarOutboundTCPTLSFilterChainOpts).
/// </summary>
internal sealed class SidecarConnections(ProxyConfig view, EgressListener egress)
{
    /// <summary>Where a connection goes; empty when no VirtualService says.</summary>
    public ValueList<WeightedTarget> Targets(MeshService service, MeshPort port, ProxyCall call)
    {
        BoundVirtualService[] bound =
            [.. Candidates(service.Host).Where(route => route.Hosts.Any(host => HostName.Matches(service.Host, host)))];
        string sni = call.Sni.Length > 0 ? call.Sni : port.Protocol is PortProtocol.Tls or PortProtocol.Https ? service.Host : "";
        foreach (BoundVirtualService route in sni.Length == 0 ? [] : bound)
        {
            foreach (TlsRoute tls in route.Spec.Tls)
            {
                if (tls.Match.Any(match => match.SniHosts.Any(name => HostName.IsSubsetOf(sni, name)) && IsFor(route, match, port, call)))
                {
                    return Weighted(route, tls.Route, port);
                }
            }
        }

        foreach (BoundVirtualService route in bound)
        {
            foreach (TcpRoute tcp in route.Spec.Tcp)
            {
                if (tcp.Match.IsEmpty || tcp.Match.Any(match => IsFor(route, match, port, call)))
                {
                    return Weighted(route, tcp.Route, port);
                }
            }
        }

        return default;
    }

    // A wildcard host is matched by any name below it, too.
    private IEnumerable<BoundVirtualService> Candidates(string host) =>
        HostName.IsWildcard(host) ? egress.VirtualServices : egress.RoutesFor(host);

    private bool IsFor(BoundVirtualService route, TlsMatchAttributes match, MeshPort port, ProxyCall call) => IsFor(
        route,
        new L4MatchAttributes
        {
            DestinationSubnets = match.DestinationSubnets,
            Port = match.Port,
            SourceLabels = match.SourceLabels,
            SourceNamespace = match.SourceNamespace,
            Gateways = match.Gateways,
        },
        port,
        call);

    private bool IsFor(BoundVirtualService route, L4MatchAttributes match, MeshPort port, ProxyCall call) =>
        (match.Port is null or 0 || match.Port == port.Number)
        && (match.DestinationSubnets.IsEmpty || match.DestinationSubnets.Any(subnet => IsIn(subnet, call.Address)))
        && (!match.Gateways.IsEmpty
            ? match.Gateways.Any(name => route.GatewayName(name) == BoundVirtualService.MeshGateway)
            : Inventories.LabelMatch.Matches(match.SourceLabels, view.Labels)
                && (string.IsNullOrEmpty(match.SourceNamespace) || match.SourceNamespace == view.Proxy.Namespace));

    private static bool IsIn(string subnet, string address) =>
        subnet == address
        || (IPNetwork.TryParse(subnet, out IPNetwork network)
            && IPAddress.TryParse(address, out IPAddress? parsed)
            && network.Contains(parsed));

    private ValueList<WeightedTarget> Weighted(
        BoundVirtualService route, ValueList<RouteDestination> destinations, MeshPort port) => destinations
        .Where(destination => destinations.Count == 1 || destination.Weight is > 0)
        .Select(destination => new WeightedTarget(
            HttpRoutes.ClusterOf(route, destination.Destination, port.Number, view.Scope.FindService),
            destinations.Count == 1 ? 100 : destination.Weight ?? 0))
        .ToValueList();
}

using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// Emits a host as one client cluster sees it: a ServiceEntry whose endpoints are gateways, the DestinationRule that ranks them, and for
/// HTTP the VirtualService whose retries hide a failover from the caller.
/// </summary>
internal sealed class HostEmitter(ObjectLabels labels, HostVisibility visibility)
{
    // Hosts behind one gateway have the same endpoints, so a cluster with a thousand hosts needs few endpoint values.
    private readonly Dictionary<(HostEndpoint Endpoint, string Port, bool Dns), WorkloadEndpoint> _endpoints = [];

    /// <summary>A host's objects in apply order: rule, entry and, for HTTP, routes; none if there is no way to it.</summary>
    /// <param name="view">The host as a cluster sees it.</param>
    public IEnumerable<IstioObject> Emit(HostView view) =>
        view.Endpoints.Count == 0 ? []
        : HostPort.IsHttp(view.Host.Server) ? [DestinationRule(view), ServiceEntry(view), Retries(view)]
        : [DestinationRule(view), ServiceEntry(view)];

    private ServiceEntry ServiceEntry(HostView view)
    {
        ServicePort port = HostPort.Of(view.Host);
        return new ServiceEntry
        {
            Metadata = view.Host.Metadata,
            Hosts = [view.Host.Hostname],
            Addresses = view.Host.Address is { } address ? [address] : [],
            ExportTo = visibility.ScopesOf(view.Host, view.Client),
            Location = ServiceEntryLocation.MeshInternal,
            Resolution = view.ResolvedByDns ? ServiceEntryResolution.Dns : ServiceEntryResolution.Static,
            Ports = [port],
            Endpoints = view.Endpoints.Select(endpoint => Endpoint(endpoint, view, port.Name)).ToValueList(),
            SubjectAltNames = IsPassthrough(view) ? [] : view.SubjectAltNames,
        };
    }

    private WorkloadEndpoint Endpoint(HostEndpoint endpoint, HostView view, string portName)
    {
        (HostEndpoint, string, bool) key = (endpoint, portName, view.ResolvedByDns);
        if (!_endpoints.TryGetValue(key, out WorkloadEndpoint? value))
        {
            _endpoints.Add(key, value = NewEndpoint(endpoint, view, portName));
        }

        return value;
    }

    private WorkloadEndpoint NewEndpoint(HostEndpoint endpoint, HostView view, string portName) => new()
    {
        Address = endpoint.Address,
        // istiod applies a failoverPriority to DNS hosts only while all endpoints share one locality (istio
        // pilot/pkg/networking/core/cluster.go, 1.30 and 1.31: the endpoints of all localities are matched with the addresses of the
        // first).
        Locality = view.ResolvedByDns || endpoint.Site.Locality.IsEmpty ? null : endpoint.Site.Locality.ToString(),
        Ports = [new(portName, GatewayServer.MeshPort)],
        Labels = EndpointLabels(endpoint, view),
        Weight = endpoint.Weight,
    };

    private ValueMap<string> EndpointLabels(HostEndpoint endpoint, HostView view)
    {
        var entries = new List<KeyValuePair<string, string>>
        {
            new(labels.Cluster, endpoint.Site.Cluster.Name),
            new(labels.Gateway, endpoint.Hops > 0 ? "transit" : endpoint.Local ? "local" : "remote"),
        };
        if (endpoint.Hops is { } hops)
        {
            entries.Add(new(labels.Hops, ObjectLabels.Number(hops)));
        }

        if (endpoint.Rank > 0)
        {
            entries.Add(new(labels.Fallback(endpoint.Rank), endpoint.Target));
        }

        if (endpoint.Site.Cluster.Network is { } network)
        {
            entries.Add(new(ObjectLabels.Network, network));
        }

        if (!IsPassthrough(view))
        {
            entries.Add(new(ObjectLabels.TlsMode, "istio"));
        }

        return entries.ToValueMap();
    }

    private DestinationRule DestinationRule(HostView view) => new()
    {
        Metadata = view.Host.Metadata,
        Host = view.Host.Hostname,
        ExportTo = visibility.ScopesOf(view.Host, view.Client),
        TrafficPolicy = Policy(view),
    };

    /// <summary>
    /// The rule again, for the workloads of a namespace from which a rule of a gateway there hides it: istiod takes the rules of one
    /// namespace only, and one with a selector counts for that choice even for workloads that it does not select.
    /// </summary>
    public DestinationRule Beside(HostView view, ObjectMeta metadata) => DestinationRule(view) with { Metadata = metadata };

    /// <summary>How clients treat the host, seen from a cluster.</summary>
    public TrafficPolicy Policy(HostView view) => new()
    {
        // The caller of a passthrough host brings its own TLS; a second layer would hide its SNI from the gateway.
        Tls = IsPassthrough(view)
            ? new ClientTlsSettings { Mode = ClientTlsMode.Disable }
            : new ClientTlsSettings { Mode = ClientTlsMode.IstioMutual, Sni = view.Host.Hostname },
        ConnectionPool = PolicySettings.ConnectionPool(
            view.Host.Settings, HostPort.IsHttp(view.Host.Server),
            keepAlive: view.Host.SharesConnections && view.Client.IstioVersion.SendsHttp2Keepalive),
        OutlierDetection = PolicySettings.OutlierDetection(view.Host.Settings),
        LoadBalancer = PolicySettings.LoadBalancer(view.Host.Settings, Keys(view)),
    };

    /// <summary>From the farthest rank to the nearest, then the places inside the nearest: the first key that differs decides.</summary>
    private ValueList<string> Keys(HostView view)
    {
        var keys = new List<string>();
        for (int rank = view.HighestRank; rank > 0; rank--)
        {
            keys.Add(labels.Fallback(rank));
        }

        if (view.SplitsByZone && !view.ResolvedByDns)
        {
            keys.AddRange(PolicySettings.ByPlace);
        }

        // Without any key istiod would fall back to its default, by region, and tear a tier of several clusters apart.
        // A reserved label that no endpoint carries is equal everywhere and keeps it whole.
        return keys.Count > 0 ? keys.ToValueList() : [labels.Fallback(1)];
    }

    private VirtualService Retries(HostView view)
    {
        ServedHost host = view.Host;
        var route = new Api.HttpRoute
        {
            Name = host.Server.Name,
            Route =
            [
                new HttpRouteDestination
                {
                    Destination = new Api.Destination
                    {
                        Host = host.Hostname,
                        Port = new PortSelector { Number = (uint)host.Server.Port },
                    },
                },
            ],
            Timeout = host.Settings.RequestTimeout,
        };
        return new VirtualService
        {
            Metadata = host.Metadata,
            Hosts = [host.Hostname],
            ExportTo = visibility.ScopesOf(view.Host, view.Client),
            Http = RetryRoutes.Of(route, view.Retries).ToValueList(),
        };
    }

    private static bool IsPassthrough(HostView view) => view.Host.Server is TlsPassthroughServer;
}

using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Edge;

/// <summary>
/// Emits what a gateway passes on between clusters: a listener on the mesh port for each host, and a route to those endpoints that are one
/// step nearer to it. Nothing else is ever chosen there, so two transit gateways never send a request to and fro.
/// </summary>
internal sealed class TransitEmitter(
    GatewayEntry entry, ObjectLabels labels, IReadOnlyList<(TransitInCluster Transit, ServedHost Host)> transits,
    Func<string, HostView?> view)
{
    private const uint MeshPort = GatewayServer.MeshPort;
    private readonly string _name = ObjectNames.Transit(entry);

    private string Namespace => entry.Gateway.Namespace;

    public IEnumerable<IstioObject> Emit()
    {
        yield return new Api.Gateway
        {
            Metadata = labels.ForGateway(entry, Namespace, _name, entry.FullPath),
            Selector = entry.Gateway.Workload,
            Servers = transits.Select(pair => Listener(pair.Host)).ToValueList(),
        };
        foreach ((TransitInCluster transit, ServedHost host) in transits)
        {
            yield return Routes(transit, host);
        }
    }

    /// <summary>The endpoints of a host that are one step nearer than the transit gateway.</summary>
    public static Subset SubsetOf(TransitInCluster transit, ObjectLabels labels)
    {
        string hops = ObjectLabels.Number(transit.Level - 1);
        return new Subset { Name = $"hops-{hops}", Labels = [new(labels.Hops, hops)] };
    }

    private Server Listener(ServedHost host)
    {
        bool passes = host.Server is TlsPassthroughServer;
        return new Server
        {
            Port = new Port
            {
                Number = MeshPort,
                Name = $"{(passes ? "tls-mesh" : "mtls")}-{host.Metadata.Name}",
                Protocol = HostPort.IsHttp(host.Server) ? "HTTPS" : "TLS",
            },
            Hosts = [$"{Namespace}/{host.Hostname}"],
            Tls = new ServerTlsSettings { Mode = passes ? Api.ServerTlsMode.Passthrough : Api.ServerTlsMode.IstioMutual },
        };
    }

    private VirtualService Routes(TransitInCluster transit, ServedHost host)
    {
        var destination = new Api.Destination
        {
            Host = host.Hostname,
            Port = new PortSelector { Number = HostPort.Of(host).Number },
            Subset = SubsetOf(transit, labels).Name,
        };
        var common = new VirtualService
        {
            Metadata = labels.ForGateway(entry, Namespace, ObjectNames.Transit(entry, host), entry.FullPath),
            ExportTo = ["."],
            Gateways = [$"{Namespace}/{_name}"],
            Hosts = [host.Hostname],
        };
        return host.Server switch
        {
            TcpServer =>
                common with { Tcp = [new TcpRoute { Match = [new L4MatchAttributes { Port = MeshPort }], Route = To(destination) }] },
            TlsPassthroughServer => common with
            {
                Tls = [new TlsRoute
                {
                    Match = [new TlsMatchAttributes { SniHosts = [host.Hostname], Port = MeshPort }],
                    Route = To(destination),
                }],
            },
            _ => common with { Http = Http(transit, host, destination).ToValueList() },
        };
    }

    private IEnumerable<Api.HttpRoute> Http(TransitInCluster transit, ServedHost host, Api.Destination destination)
    {
        int ranks = view(
            host.Hostname)?.Endpoints.Where(endpoint => endpoint.Hops == transit.Level - 1).Select(endpoint => endpoint.Rank).Distinct()
                .Count() ?? 1;
        var route = new Api.HttpRoute
        {
            Name = host.Server.Name,
            Match = [new HttpMatchRequest { Port = MeshPort }],
            Route = [new HttpRouteDestination { Destination = destination, Weight = 100 }],
            Timeout = host.Settings.RequestTimeout,
        };
        return RetryRoutes.Of(route, RetryPlan.For(ranks - 1, host.Settings) with { IsGrpc = host.Protocol == HttpProtocol.Grpc });
    }

    private static ValueList<RouteDestination> To(Api.Destination destination) =>
        [new RouteDestination { Destination = destination, Weight = 100 }];
}

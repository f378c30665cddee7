using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// Emits a gateway's listeners and routes. Each server listens twice: on its declared port for callers from outside, and on the mesh port
/// for calls between clusters, where SNI tells the hosts apart.
/// </summary>
internal sealed class IngressEmitter(PlacedGateway gateway, ObjectLabels labels, GatewayBackends backends)
{
    private const int MeshPort = GatewayServer.MeshPort;
    private readonly GatewayEntry _entry = gateway.Entry;
    private readonly string _name = ObjectNames.Gateway(gateway.Entry);

    private string Namespace => _entry.Gateway.Namespace;

    /// <summary>The Gateway, then the routes of each server in the order of their names, with the server.</summary>
    public IEnumerable<(IstioObject Value, ServerEntry? Server)> Emit()
    {
        ServerEntry[] servers = [.. _entry.Servers.OrderBy(server => server.Server.Name, StringComparer.Ordinal)];
        if (servers.Length == 0)
        {
            yield break;
        }

        yield return (new Api.Gateway
        {
            Metadata = labels.ForGateway(_entry, Namespace, _name, _entry.FullPath),
            Selector = _entry.Gateway.Workload,
            Servers = servers.SelectMany(server => Listeners(server.Server)).ToValueList(),
        }, null);
        // Routes of edges depend on what their cluster reaches.
        foreach (ServerEntry server in servers.Where(server => !EdgeServer.Is(server.Server)))
        {
            yield return (Routes(server), server);
        }
    }

    private IEnumerable<Server> Listeners(GatewayServer server) => server switch
    {
        { MeshOnly: true } => [ForMesh(server)],
        HttpServer when EdgeServer.Is(server) => [Listener(server, $"http-{server.Name}", server.Port, "HTTP", null)],
        HttpsServer https when EdgeServer.Is(server) =>
            [Listener(server, $"https-{server.Name}", server.Port, "HTTPS", ListenerTls.From(https.Tls))],
        HttpServer => [
            Listener(server, $"{PrefixOf(server)}-{server.Name}", server.Port, "HTTP", null), ForMesh(server)],
        HttpsServer https => [
            Listener(server, $"https-{server.Name}", server.Port, "HTTPS", ListenerTls.From(https.Tls)), ForMesh(server)],
        TcpServer => [
            Listener(server, $"tcp-{server.Name}", server.Port, "TCP", null), ForMesh(server)],
        _ => [
            Listener(server, $"tls-{server.Name}", server.Port, "TLS", Passthrough), ForMesh(server)],
    };

    private Server ForMesh(GatewayServer server) => server switch
    {
        TcpServer when !backends.Passes(server) => Listener(server, $"mtls-{server.Name}", MeshPort, "TLS", MutualTls),
        TcpServer or TlsPassthroughServer => Listener(server, $"tls-mesh-{server.Name}", MeshPort, "TLS", Passthrough),
        _ => Listener(server, $"mtls-{server.Name}", MeshPort, "HTTPS", MutualTls),
    };

    // The name only: with protocol GRPC the mesh port would be a listener without TLS.
    private string PrefixOf(GatewayServer server) => gateway.ProtocolOf(server) switch
    {
        HttpProtocol.Grpc => "grpc",
        HttpProtocol.Http2 => "http2",
        _ => "http",
    };

    private static ServerTlsSettings MutualTls { get; } = new() { Mode = Api.ServerTlsMode.IstioMutual };

    private static ServerTlsSettings Passthrough { get; } = new() { Mode = Api.ServerTlsMode.Passthrough };

    private Server Listener(GatewayServer server, string name, int port, string protocol, ServerTlsSettings? tls) => new()
    {
        Port = new Port { Number = (uint)port, Name = name, Protocol = protocol },
        Hosts = [$"{Namespace}/{server.Hostname}"],
        Tls = tls,
    };

    private VirtualService Routes(ServerEntry declared)
    {
        GatewayServer server = declared.Server;
        var http = new HttpRouteEmitter(server, Namespace, declared.Settings.Settings.RequestTimeout, backends);
        return new VirtualService
        {
            Metadata = labels.ForGateway(_entry, Namespace, ObjectNames.VirtualService(declared), declared.FullPath),
            ExportTo = ["."],
            Gateways = [$"{Namespace}/{_name}"],
            Hosts = [server.Hostname],
            Http = http.Emit(declared.Routes),
            Tcp = server is TcpServer tcp && TcpPorts(server) is { IsEmpty: false } ports
                ? [new TcpRoute { Match = ports, Route = Destinations(tcp.Destinations) }]
                : [],
            Tls = server switch
            {
                TlsPassthroughServer tls => [new TlsRoute { Match = OnEachPortBySni(server), Route = Destinations(tls.Destinations) }],
                TcpServer passed when backends.Passes(server) => [new TlsRoute
                {
                    Match = [new TlsMatchAttributes { SniHosts = [server.Hostname], Port = MeshPort }],
                    Route = Destinations(passed.Destinations, TcpSubset.Name),
                }],
                _ => [],
            },
        };
    }

    // What is passed through on the mesh port is TLS to the gateway.
    private ValueList<L4MatchAttributes> TcpPorts(GatewayServer server) => HostPort.ListenersOf(server)
        .Where(port => port != MeshPort || !backends.Passes(server))
        .Select(port => new L4MatchAttributes { Port = (uint)port })
        .ToValueList();

    private static ValueList<TlsMatchAttributes> OnEachPortBySni(GatewayServer server) =>
        HostPort.ListenersOf(server).Select(port => new TlsMatchAttributes { SniHosts = [server.Hostname], Port = (uint)port })
            .ToValueList();

    private ValueList<RouteDestination> Destinations(ValueList<ServiceDestination> destinations, string? subset = null)
    {
        int[] weights = RouteWeights.Of(destinations);
        return destinations.Select((destination, i) => new RouteDestination
        {
            Destination = ResolvedDestination.From(destination, Namespace, subset ?? backends.SubsetOf(destination)),
            Weight = weights[i],
        }).ToValueList();
    }
}

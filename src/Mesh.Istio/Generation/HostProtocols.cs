using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// What the requests of HTTP servers speak: as the model says, else as the ports of the Services behind them do. A client must know it:
/// taken as plain HTTP, gRPC loses the trailers that every answer ends with.
/// </summary>
internal static class HostProtocols
{
    public static HttpProtocol? Declared(GatewayServer server) => server switch
    {
        HttpServer http => http.Protocol,
        HttpsServer https => https.Protocol,
        _ => null,
    };

    /// <summary>What the ports behind a server speak in some clusters; empty where nothing is known.</summary>
    public static IReadOnlySet<HttpProtocol> Observed(ServerEntry entry, IEnumerable<ClusterFacts> clusters)
    {
        var found = new HashSet<HttpProtocol>();
        ServiceDestination[] destinations = [.. entry.Destinations().SelectMany(list => list.Destinations)];
        foreach (ClusterFacts cluster in clusters)
        {
            foreach (ServiceDestination destination in destinations)
            {
                if (ServiceName.TryParse(destination.Service, entry.Gateway.Gateway.Namespace, out ServiceName name)
                    && cluster.FindService(name.Namespace, name.Name) is { } service
                    && service.Ports.FirstOrDefault(port => port.Number == destination.Port) is { } port)
                {
                    found.Add(Of(port));
                }
            }
        }

        return found;
    }

    /// <summary>One protocol for all: what differs is spoken as plain HTTP, which every service but gRPC's understands.</summary>
    public static HttpProtocol Common(IReadOnlySet<HttpProtocol> found) =>
        found.Count == 1 ? found.First()
        : found.Count > 1 && !found.Contains(HttpProtocol.Http) ? HttpProtocol.Http2
        : HttpProtocol.Http;

    public static HttpProtocol Of(ServicePortInfo port) => PortProtocols.Of(port) switch
    {
        PortProtocol.Grpc => HttpProtocol.Grpc,
        PortProtocol.Http2 => HttpProtocol.Http2,
        _ => HttpProtocol.Http,
    };

    /// <summary>Whether requests share connections, so that one that hangs holds all of them.</summary>
    public static bool SharesConnections(ServicePortInfo port) => Of(port) != HttpProtocol.Http;
}

using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation;

/// <summary>Whether a gateway in a cluster has services to send a host's requests to.</summary>
internal sealed class BackendCheck(GatewayEntry entry, ICollection<Diagnostic> diagnostics)
{
    /// <summary>
    /// False when none of the server's services exists in the cluster. Clients are then not told of that gateway, which could only answer 503.
    /// Pods that are not ready do not matter: that changes by the minute and is outlier detection's business.
    /// </summary>
    public bool CanServe(GatewayServer server, ClusterFacts cluster)
    {
        ServiceDestination[] destinations = [.. DestinationsOf(server)];
        if (!cluster.KnowsServices || destinations.Length == 0)
        {
            return true;
        }

        bool any = AnswersItself(server);
        foreach (ServiceDestination destination in destinations)
        {
            any |= !ServiceName.TryParse(destination.Service, entry.Gateway.Namespace, out ServiceName name)
                || Exists(server, cluster, name, destination.Port);
        }

        return any;
    }

    private bool Exists(GatewayServer server, ClusterFacts cluster, ServiceName name, int port)
    {
        ServiceInfo? service = cluster.FindService(name.Namespace, name.Name);
        if (service is null)
        {
            diagnostics.Add(GenerationDiagnostics.ServiceMissing.At(
                ModelPath.Short(entry.ServerPath(server)),
                $"In cluster '{cluster.Name}' there is no service '{name.Name}' in namespace '{name.Namespace}'. A gateway without any service of a host is left out of the host's endpoints.",
                "Deploy the service there, or leave the cluster out of the workspace's namespaces."));
        }
        else if (!service.Ports.Any(candidate => candidate.Number == port))
        {
            diagnostics.Add(GenerationDiagnostics.ServicePortMissing.At(
                ModelPath.Short(entry.ServerPath(server)),
                $"In cluster '{cluster.Name}' service '{name.Namespace}/{name.Name}' has no port {port}; it has {string.Join(", ", service.Ports.Select(candidate => candidate.Number).Order())}.",
                "Correct the port of the route."));
        }

        return service is not null;
    }

    private static bool AnswersItself(GatewayServer server) =>
        RoutesOf(server).Any(route => route.Action is not ForwardAction);

    private static IEnumerable<ServiceDestination> DestinationsOf(GatewayServer server) => server switch
    {
        TcpServer tcp => tcp.Destinations,
        TlsPassthroughServer tls => tls.Destinations,
        _ => RoutesOf(server).Select(route => route.Action).OfType<ForwardAction>().SelectMany(action => action.Destinations).Distinct(),
    };

    private static ValueList<Route> RoutesOf(GatewayServer server) => server switch
    {
        HttpServer http => http.Routes,
        HttpsServer https => https.Routes,
        _ => [],
    };
}

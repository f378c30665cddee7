using Mesh.Inventories;
using Mesh.Istio.Resources;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>The article's mesh over other protocols.</summary>
internal static class WireMeshes
{
    /// <param name="policy">Another policy for the host.</param>
    /// <param name="retries">Other retries of the client.</param>
    /// <param name="port">Another protocol of the host's port.</param>
    /// <param name="backend">Another protocol of the service behind the gateways.</param>
    internal static (MeshResources Resources, Inventory Inventory) Article(
        Func<TrafficPolicy, TrafficPolicy>? policy = null, HttpRetry? retries = null, string? port = null, string? backend = null)
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        MeshResources used = resources with
        {
            Clusters = resources.Clusters.Select(cluster => cluster with
            {
                Objects = cluster.Objects.Select(o => Change(o, policy, retries, port)).ToValueList(),
            }).ToValueList(),
        };
        Inventory observed = backend is null ? inventory : inventory with
        {
            Clusters = inventory.Clusters.Select(cluster => cluster with
            {
                Services = cluster.Services.Select(service => Speaking(service, backend)).ToValueList(),
            }).ToValueList(),
        };
        return (used, observed);
    }

    private static ServiceInfo Speaking(ServiceInfo service, string protocol) => service.Name != "details" ? service : service with
    {
        Ports = service.Ports.Select(port => port with { AppProtocol = protocol }).ToValueList(),
    };

    private static IstioObject Change(
        IstioObject o, Func<TrafficPolicy, TrafficPolicy>? policy, HttpRetry? retries, string? port)
    {
        return o switch
        {
            DestinationRule rule when policy is not null => rule with { TrafficPolicy = policy(rule.TrafficPolicy!) },
            ServiceEntry entry when port is not null => entry with
            {
                Ports = entry.Ports.Select(one => one with { Protocol = port }).ToValueList(),
            },
            Mesh.Istio.Resources.Gateway gateway when port == "TCP" => gateway with
            {
                Servers = gateway.Servers.Select(server =>
                    server.Port.Protocol == "HTTPS" ? server with { Port = server.Port with { Protocol = "TLS" } } : server).ToValueList(),
            },
            VirtualService service when IsOfClient(service) && retries is not null =>
                service with { Http = service.Http.Select(route => route with { Retries = retries }).ToValueList() },
            VirtualService service when !IsOfClient(service) && port == "TCP" => service with
            {
                Http = default,
                Tcp =
                [
                    new TcpRoute { Route = service.Http[0].Route.Select(Bytes).ToValueList() },
                ],
            },
            _ => o,
        };
    }

    private static RouteDestination Bytes(HttpRouteDestination route) => new() { Destination = route.Destination };

    private static bool IsOfClient(VirtualService service) => service.Gateways.IsEmpty || service.Gateways.Contains("mesh");
}

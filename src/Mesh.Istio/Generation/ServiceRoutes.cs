using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>The routes that give the callers of a service their retries and time limit.</summary>
internal static class ServiceRoutes
{
    public static bool IsHttp(ServicePortInfo port) => PortProtocols.Of(port).IsHttpOrSniffed();

    /// <summary>What is said where somebody else's VirtualService routes the service, so that none is generated.</summary>
    /// <param name="path">Where the finding belongs.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="name">The service.</param>
    /// <param name="route">The other VirtualService.</param>
    /// <param name="fields">What its routes lack.</param>
    public static Diagnostic ByHand(string path, string cluster, ServiceName name, string route, string fields) =>
        GenerationDiagnostics.RetryByHand.At(
        path,
        $"In cluster '{cluster}' VirtualService '{route}' routes service '{name}' already. A sidecar takes one only, so none is generated "
            + $"there.",
        $"Add to every HTTP route of '{route}': {fields}");

    /// <summary>
    /// A VirtualService that leads every HTTP port of a service to itself; null when no port speaks HTTP. With a subset it leads every
    /// port to
    /// it.
    /// </summary>
    public static VirtualService? For(
        ServiceName name, ValueList<ServicePortInfo> ports, ObjectMeta metadata, TimeSpan? timeout,
        Func<ServicePortInfo, RetryPlan>? retries, string? subset = null)
    {
        ServicePortInfo[] http = [.. ports.Where(IsHttp)];
        return http.Length == 0 && (subset is null || ports.IsEmpty) ? null : new VirtualService
        {
            Metadata = metadata,
            Hosts = [name.Fqdn],
            ExportTo = ["*"],
            Http = http.SelectMany(port =>
            {
                Api.HttpRoute route = Route(name, port, timeout, subset);
                return retries is null ? [route] : RetryRoutes.Of(route, retries(port));
            }).ToValueList(),
            Tcp = subset is null ? [] : ports.Where(port => !IsHttp(port)).Select(port => Tcp(name, port, subset)).ToValueList(),
        };
    }

    private static TcpRoute Tcp(ServiceName name, ServicePortInfo port, string subset) => new()
    {
        Match = [new L4MatchAttributes { Port = (uint)port.Number }],
        Route = [new RouteDestination { Destination = To(name, port, subset) }],
    };

    private static Api.Destination To(ServiceName name, ServicePortInfo port, string? subset) =>
        new() { Host = name.Fqdn, Port = new PortSelector { Number = (uint)port.Number }, Subset = subset };

    private static Api.HttpRoute Route(ServiceName name, ServicePortInfo port, TimeSpan? timeout, string? subset) => new()
    {
        Name = port.Name,
        Match = [new HttpMatchRequest { Port = (uint)port.Number }],
        Route = [new HttpRouteDestination { Destination = To(name, port, subset) }],
        Timeout = timeout,
    };
}

using System.Globalization;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>The route that the client's proxy takes: the same for forecasts, tables and proofs.</summary>
internal static class AskedRoute
{
    /// <summary>Asks the proxy: a sidecar for a request of its workload, a gateway for one from outside.</summary>
    public static ClientRoute Of(ProxyConfig view, string host, int port, Request request) => view.Proxy.Type == ProxyType.Router
        ? GatewayClient.Route(view, host, port, request)
        : ClientRoute.Of(view, host, port, request);

    /// <summary>The route by name and place, <c>canary, 1 of 3</c>; empty where all lead to the same place.</summary>
    public static string NameOf(CallResult routed) => routed is { Host: { Divides: true } host, RouteIndex: { } index }
        ? NameOf(host, index)
        : "";

    public static string NameOf(VirtualHost host, int index)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{index + 1} of {host.Ordered.Count}");
        return host.Ordered[index].Name is { Length: > 0 } name ? $"{name}, {place}" : place;
    }
}

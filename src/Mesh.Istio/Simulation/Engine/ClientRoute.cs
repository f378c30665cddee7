using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Where the client's proxy sends the requests.</summary>
internal static class ClientRoute
{
    /// <summary>The address that the client dials for a host; empty when its proxy knows none.</summary>
    public static string AddressOf(ProxyConfig view, string host) => FindService(view, host) is { Addresses.IsEmpty: false } service ? service.Addresses[0] : "";

    public static RouteChoice Of(ProxyNode client, SimulationPlan plan, string address)
    {
        RouteChoice route = client.Route(plan.Port, plan.Host, CallTls.None, "", address, plan.Path);
        // A port that HTTP services do not share has a listener only for the service's own address.
        return route.Result.Cluster is "PassthroughCluster" or "BlackHoleCluster" && FindService(client.Config, plan.Host) is { } service && service.FindPort(plan.Port) is not null
            ? new RouteChoice(Direct(service, plan.Port), client)
            : route;
    }

    /// <summary>Why no request can be sent at all; <see langword="null"/> when some can.</summary>
    public static Diagnostic? Problem(ProxyNode client, SimulationPlan plan, string address)
    {
        RouteChoice route = Of(client, plan, address);
        string what = string.Create(CultureInfo.InvariantCulture, $"{plan.Host}:{plan.Port}");
        if (route.Result.Error == CallResult.NoListener)
        {
            return ForecastDiagnostics.NotRouted.At(plan.ClientName, $"The gateway has no listener for {what}.", "Add a server for the port to the Gateway.");
        }

        return route.Result.Targets.Any(target => target.Cluster is "PassthroughCluster" or "BlackHoleCluster")
            ? ForecastDiagnostics.HostUnknown.At(
                plan.ClientName, $"No Service or ServiceEntry for {what} is visible to the client.", "Correct host and port, or check exportTo and the Sidecar of the client.")
            : null;
    }

    private static CallResult Direct(MeshService service, int port)
    {
        string cluster = ClusterName.Outbound(port, "", service.Host);
        return new CallResult { Cluster = cluster, Targets = [new WeightedTarget(cluster, 100)] };
    }

    private static MeshService? FindService(ProxyConfig view, string host)
    {
        string domain = view.Index.Settings.Domain;
        return view.Scope.FindService(host)
            ?? view.Scope.FindService($"{host}.{view.Proxy.Namespace}.svc.{domain}")
            ?? view.Scope.FindService($"{host}.svc.{domain}")
            ?? view.Scope.FindService($"{host}.{domain}");
    }
}

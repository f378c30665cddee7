using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// What the client's proxy does with the requests of a plan: a sidecar with those of its workload, a gateway with those from outside.
/// </summary>
internal static class ClientRequests
{
    public static RouteChoice RouteOf(ProxyNode client, SimulationPlan plan, string address) => client.Proxy.Type == ProxyType.Router
        ? client.Route(plan.Port, plan.Host, CallTls.None, "", plan.Request, address)
        : new RouteChoice(ClientRoute.Of(client.Config, plan.Host, plan.Port, plan.Request, address).Result, client);

    /// <summary>Why no request can be sent at all; <see langword="null"/> when some can.</summary>
    public static Diagnostic? Problem(ProxyNode client, SimulationPlan plan, string address)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{plan.Host}:{plan.Port}");
        if (client.Proxy.Type == ProxyType.Router)
        {
            return RouteOf(client, plan, address).Result.Error == CallResult.NoListener
                ? ForecastDiagnostics.NotRouted.At(
                    plan.ClientName, $"The gateway has no listener for {what}.", "Add a server for the port to the Gateway.")
                : null;
        }

        return ClientRoute.Of(client.Config, plan.Host, plan.Port, plan.Request, address).IsForUnknownHost
            ? ForecastDiagnostics.HostUnknown.At(
                plan.ClientName, $"No Service or ServiceEntry for {what} is visible to the client.",
                "Correct host and port, or check exportTo and the Sidecar of the client.")
            : null;
    }
}

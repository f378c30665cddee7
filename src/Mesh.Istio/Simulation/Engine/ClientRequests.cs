using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Failures;
using Mesh.Istio.Resources;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// What the client's proxy does with the requests of a plan: a sidecar with those of its workload, a gateway with those from outside.
/// </summary>
internal static class ClientRequests
{
    public static RouteChoice RouteOf(ProxyNode client, SimulationPlan plan, string address, Request request, SimulatedAccess access)
    {
        if (client.Proxy.Type == ProxyType.Router)
        {
            OutsideCall outside = Outside(client, plan, request);
            CallResult result = client.Config.Route(outside.Call);
            JudgedCall judged = access.AtTheDoor(
                client, outside, new SimCall(OutsideCall.HostOf(result, plan.Host), request, outside.Call.Authority));
            return new RouteChoice(result, client, judged.Call) { Refusal = judged.Refusal };
        }

        ClientRoute route = ClientRoute.Of(client.Config, plan.Host, plan.Port, request, address);
        string authority = request.Authority ?? HostHeader.Of(plan.Host, plan.Port, isTls: false);
        return new RouteChoice(route.Result, client, new SimCall(route.Service?.Host ?? plan.Host, request, authority));
    }

    private static OutsideCall Outside(ProxyNode client, SimulationPlan plan, Request request) =>
        OutsideCall.Of(client.Config, plan.Host, PortOf(client, plan), request);

    // The port that a Gateway declares is that of the Service; a caller may also name that of the pods.
    private static int PortOf(ProxyNode client, SimulationPlan plan) =>
        client.Config.Gateway.All.Any(server => server.Server.Port.Number == plan.AskedPort) ? plan.AskedPort : plan.Port;

    /// <summary>How the client speaks: as the question says, else as the port that it calls.</summary>
    public static CallProtocol ProtocolOf(ProxyNode client, SimulationPlan plan, string address)
    {
        if (plan.Protocol is { } protocol)
        {
            return protocol;
        }

        if (client.Proxy.Type == ProxyType.Router)
        {
            CallResult result = client.Config.Route(Outside(client, plan, plan.CallAt(0)).Call);
            return result.RouteConfig is null && result.Error is null ? CallProtocol.Tcp : CallProtocol.Http;
        }

        return ClientRoute.Of(client.Config, plan.Host, plan.Port, plan.Request, address).Port?.Protocol switch
        {
            PortProtocol.Grpc or PortProtocol.GrpcWeb => CallProtocol.Grpc,
            PortProtocol.Http2 => CallProtocol.Http2,
            { } other when !other.IsHttpOrSniffed() => CallProtocol.Tcp,
            _ => CallProtocol.Http,
        };
    }

    /// <summary>Why no request can be sent at all; <see langword="null"/> when some can.</summary>
    public static Diagnostic? Problem(ProxyNode client, SimulationPlan plan, string address)
    {
        string what = string.Create(CultureInfo.InvariantCulture, $"{plan.Host}:{plan.Port}");
        if (client.Proxy.Type == ProxyType.Router)
        {
            return client.Config.Route(Outside(client, plan, plan.CallAt(0)).Call).Error == CallResult.NoListener
                ? ForecastDiagnostics.NotRouted.At(
                    plan.ClientName, $"The gateway has no listener for {what}.", "Add a server for the port to the Gateway.")
                : null;
        }

        return !DialledAddresses.IsAddress(plan.Host)
            && ClientRoute.Of(client.Config, plan.Host, plan.Port, plan.Request, address).IsForUnknownHost
            ? ForecastDiagnostics.HostUnknown.At(
                plan.ClientName, $"No Service or ServiceEntry for {what} is visible to the client.",
                "Correct host and port, or check exportTo and the Sidecar of the client.")
            : null;
    }
}

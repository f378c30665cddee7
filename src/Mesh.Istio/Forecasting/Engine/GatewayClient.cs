using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>A gateway as the client: what becomes of requests that come to one of its ports from outside.</summary>
internal static class GatewayClient
{
    /// <summary>What the gateway does with a request from outside.</summary>
    public static ClientRoute Route(ProxyConfig view, string host, int port, Request request)
    {
        ProxyCall call = OutsideCall.Of(view, host, port, request).Call;
        return new ClientRoute(null, null, view.Route(call)) { Call = call };
    }

    /// <summary>
    /// What the gateway makes of such a request; <see langword="null"/> where its pods were not observed. Who calls from outside is known
    /// only where the question says so.
    /// </summary>
    public static AccessJudgement? Judge(
        ProxyConfig view, FoundClient.Known client, string host, int port, ForecastCall call, EndpointTracer tracer)
    {
        if (client.Pods.IsEmpty || tracer.World.Inventory.Find(view.Proxy.Cluster) is not { } cluster)
        {
            return null;
        }

        OutsideCall outside = OutsideCall.Of(view, host, port, call.Request);
        return tracer.Judge.OfGateway(cluster, client.Pods[0], outside.Call.Port, new ForecastCall(outside.Call.Host, Http: true)
        {
            Request = call.Request,
            Sent = outside.Sent,
            Identity = call.Request.Identity,
            Carried = true,
        });
    }
}

using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.ControlPlane.Tls;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>A gateway as the client: what becomes of requests that come to one of its ports from outside.</summary>
internal static class GatewayClient
{
    /// <summary>A request as callers from outside send it to a declared port.</summary>
    public static ProxyCall Call(ProxyConfig view, string host, int port, Request request)
    {
        ControlPlane.Routing.GatewayServer? server = view.Gateway.All.FirstOrDefault(
            candidate => candidate.Server.Port.Number == port);
        return new ProxyCall
        {
            // A Gateway's port is that of the Service; the pods may listen on another.
            Port = server?.Port ?? port,
            Host = HostHeader.Of(host, port, server?.Server.Tls is not null),
            Request = request,
            Sni = server?.Server.Tls is null ? "" : host,
            Tls = server?.Server.Tls is not { } tls ? CallTls.None
                : tls.Mode == Resources.ServerTlsMode.IstioMutual ? CallTls.Mutual : CallTls.Simple,
        };
    }

    /// <summary>What the gateway does with a request from outside.</summary>
    public static ClientRoute Route(ProxyConfig view, string host, int port, Request request)
    {
        ProxyCall call = Call(view, host, port, request);
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

        ProxyCall outside = Call(view, host, port, call.Request);
        return tracer.Judge.OfGateway(cluster, client.Pods[0], outside.Port, FromOutside(view, outside, port));
    }

    /// <summary>A request from outside with the TLS of its caller.</summary>
    /// <param name="view">The gateway.</param>
    /// <param name="outside">The request.</param>
    /// <param name="port">The declared port.</param>
    public static ForecastCall FromOutside(ProxyConfig view, ProxyCall outside, int port)
    {
        // Whoever calls a server that asks for a certificate is taken to have one.
        Request request = outside.Request;
        bool hasCertificate = request.Identity is not ("" or null)
            || (request.Identity is null && view.Gateway.All.Any(server => server.Server.Port.Number == port
                && server.TlsMode is Resources.ServerTlsMode.Mutual or Resources.ServerTlsMode.IstioMutual));
        SentTls sent = outside.Tls == CallTls.None ? SentTls.PlainText
            : new SentTls(hasCertificate ? SentTlsKind.MutualTls : SentTlsKind.Tls)
            {
                Sni = outside.Sni,
                HasIstioProtocols = outside.Tls == CallTls.Mutual,
            };
        return new ForecastCall(outside.Host, Http: true)
        {
            Request = request,
            Sent = sent,
            Identity = request.Identity,
            Carried = true,
        };
    }

    /// <summary>The host that the gateway asks for: that of the route's target, where the authority is rewritten.</summary>
    public static string HostOf(CallResult routed, string host) =>
        routed.Targets.Select(target => ClusterName.TryParse(target.Cluster, out ClusterName name) ? name.Host : null).FirstOrDefault(
            target => target is not null) ?? host;
}

using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Tls;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A request as callers from outside send it to a declared port of a gateway.</summary>
/// <param name="Call">The request as the gateway routes it.</param>
/// <param name="Sent">The TLS of the caller.</param>
internal sealed record OutsideCall(ProxyCall Call, SentTls Sent)
{
    public static OutsideCall Of(ProxyConfig view, string host, int port, Request request)
    {
        GatewayServer? server = view.Gateway.All.FirstOrDefault(candidate => candidate.Server.Port.Number == port);
        var call = new ProxyCall
        {
            // A Gateway's port is that of the Service; the pods may listen on another.
            Port = server?.Port ?? port,
            Host = HostHeader.Of(host, port, server?.Server.Tls is not null),
            Request = request,
            Sni = server?.Server.Tls is null ? "" : host,
            Tls = server?.Server.Tls is not { } tls ? CallTls.None
                : tls.Mode == Resources.ServerTlsMode.IstioMutual ? CallTls.Mutual : CallTls.Simple,
        };
        return new OutsideCall(call, SentBy(view, call, port));
    }

    /// <summary>As it arrives. Who calls from outside is known only where the question says so.</summary>
    public InboundCall Arriving => new()
    {
        Port = Call.Port,
        Token = BearerToken.Of(Call.Request),
        IsTokenKnown = Call.Request.Claims is not null,
        Request = Call.Request with { Authority = Call.Authority },
        Tls = Sent.ArrivesAs(Call.Request.Identity ?? "", Call.Authority) is { } tls
            ? tls with { IsIdentityKnown = Call.Request.Identity is not null }
            : null,
    };

    /// <summary>The host that the gateway asks for: that of the route's target, where the authority is rewritten.</summary>
    public static string HostOf(CallResult routed, string host) =>
        routed.Targets.Select(target => ClusterName.TryParse(target.Cluster, out ClusterName name) ? name.Host : null).FirstOrDefault(
            target => target is not null) ?? host;

    // Whoever calls a server that asks for a certificate is taken to have one.
    private static SentTls SentBy(ProxyConfig view, ProxyCall call, int port)
    {
        string? identity = call.Request.Identity;
        bool hasCertificate = identity is not ("" or null)
            || (identity is null && view.Gateway.All.Any(server => server.Server.Port.Number == port
                && server.TlsMode is Resources.ServerTlsMode.Mutual or Resources.ServerTlsMode.IstioMutual));
        return call.Tls == CallTls.None ? SentTls.PlainText
            : new SentTls(hasCertificate ? SentTlsKind.MutualTls : SentTlsKind.Tls)
            {
                Sni = call.Sni,
                HasIstioProtocols = call.Tls == CallTls.Mutual,
            };
    }
}

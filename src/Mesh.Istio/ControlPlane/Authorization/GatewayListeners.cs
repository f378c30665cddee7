using System.Globalization;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>What a gateway takes on its ports: by the servers of its Gateways. PeerAuthentication does not concern them.</summary>
internal sealed class GatewayListeners(ProxyConfig view)
{
    private readonly GatewayRouter _chains = new(view);

    /// <summary>The chains of every port: server names, whether HTTP is looked at, whether policies are asked.</summary>
    public IEnumerable<(int Port, GatewayChain? Chain, bool IsHttp)> All() =>
        from port in view.Gateway.All.Select(server => server.Port).Distinct()
        let servers = view.Gateway.On(port)
        from entry in IsPlain(servers[0]) ? [(port, (GatewayChain?)null, IsHttpServer(servers[0]))]
            : _chains.ChainsAt(port).All.Select(chain => (port, (GatewayChain?)chain, LooksAtHttp(chain)))
        select entry;

    public InboundMatch Find(InboundCall call)
    {
        Routing.GatewayServer[] servers = view.Gateway.On(call.Port);
        if (servers.Length == 0)
        {
            return InboundMatch.No($"no Gateway has a server on port {call.Port.ToString(CultureInfo.InvariantCulture)}");
        }

        if (IsPlain(servers[0]))
        {
            bool isHttp = IsHttpServer(servers[0]);
            return isHttp && call.Tls is not null ? InboundMatch.No("TLS arrives where plain HTTP is spoken")
                : new InboundChain(isHttp, "");
        }

        string sni = call.Tls?.Sni.ToLowerInvariant() ?? "";
        GatewayChain? chain = _chains.ChainsAt(call.Port).Find(sni, call.Tls is { HasIstioProtocols: true });
        if (chain is { IsPlainHttp: true })
        {
            return call.Tls is null ? new InboundChain(true, "") : InboundMatch.No("TLS arrives where plain HTTP is spoken");
        }

        if (call.Tls is not { } tls)
        {
            return InboundMatch.No("the gateway's server asks for TLS and plain text arrives");
        }

        return chain is not null ? Take(chain, tls, sni)
            : InboundMatch.No(
                sni.Length > 0 ? $"no server of the gateway is for the server name {sni}" : "the client sends no server name");
    }

    private static InboundMatch Take(GatewayChain chain, InboundTls tls, string sni)
    {
        bool isHttp = LooksAtHttp(chain);
        switch (chain.Server.TlsMode)
        {
            case ServerTlsMode.Passthrough:
            case ServerTlsMode.AutoPassthrough:
                return new InboundChain(false, "")
                {
                    Sni = sni,
                    PassesTls = true,
                    Tls = chain.NeedsIstioProtocols ? CallTls.Mutual : CallTls.Simple,
                    HasPolicies = chain.Server.TlsMode == ServerTlsMode.Passthrough,
                };
            case ServerTlsMode.Simple:
                return new InboundChain(isHttp, "") { Sni = sni, Tls = CallTls.Simple };
            case ServerTlsMode.OptionalMutual:
                return InboundChain.With(isHttp, tls) with { Tls = CallTls.Simple };
            default:
                CallTls seen = chain.Server.TlsMode == ServerTlsMode.IstioMutual ? CallTls.Mutual : CallTls.Simple;
                return tls.HasCertificate ? InboundChain.With(isHttp, tls) with { Tls = seen }
                    : InboundMatch.No("the gateway's server asks for a client certificate and there is none");
        }
    }

    private static bool IsPlain(Routing.GatewayServer server) => server.Server.Tls is null || IsHttpServer(server);

    private static bool IsHttpServer(Routing.GatewayServer server) => PortProtocols.Parse(server.Server.Port.Protocol).IsHttp();

    private static bool LooksAtHttp(GatewayChain chain) =>
        chain.IsPlainHttp || (chain.Cluster is null && chain.Server.TerminatesTls && chain.Server.RouteName.Length > 0);
}

using Mesh.Inventories;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>A gateway that a policy with a list of callers lets in, and that brings whoever may call it.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">The place of the rule in it, from 0.</param>
/// <param name="Host">The host by which the service is called at the gateway.</param>
/// <param name="Service">The service.</param>
/// <param name="Gateway">The Service of the gateway.</param>
/// <param name="Servers">The servers of the gateway for the host.</param>
internal sealed record AdmittedGateway(
    AuthorizationPolicy Policy, int Rule, string Host, string Service, ServiceInfo Gateway,
    ControlPlane.Routing.GatewayServer[] Servers)
{
    /// <summary>Whether the rule names exactly this gateway, which then is what its writer means.</summary>
    public required bool IsNamed { get; init; }

    /// <summary>The identity of a workload of the cluster that the pods refuse; <see langword="null"/> for none.</summary>
    public required string? Refused { get; init; }

    /// <summary>What the gateway says.</summary>
    public required AccessControl Control { get; init; }

    /// <summary>Whether anybody from outside may call the gateway for the host.</summary>
    public bool IsPublic => !Gateway.ExternalAddresses.IsEmpty && Servers.Any(
        server => server.TlsMode is null or ServerTlsMode.Simple && LetsIn(server, null));

    /// <summary>The server through which the refused workload gets in; <see langword="null"/> for none.</summary>
    public ControlPlane.Routing.GatewayServer? Way => Refused is null ? null : Array.Find(Servers, server => LetsIn(server, Refused));

    private bool LetsIn(ControlPlane.Routing.GatewayServer server, string? identity)
    {
        bool hasCertificate = identity is not null && server.TlsMode is not (null or ServerTlsMode.Simple);
        AccessDecision decision = Control.Decide(new InboundCall
        {
            Port = server.Port,
            IsHttp = PortProtocols.Parse(server.Server.Port.Protocol) is PortProtocol.Https
                || PortProtocols.Parse(server.Server.Port.Protocol).IsHttp(),
            IsTokenKnown = false,
            Request = new ControlPlane.Request { Authority = Host },
            Tls = server.TlsMode is null ? null : new InboundTls
            {
                Sni = Host,
                Identity = hasCertificate ? identity : null,
                HasIstioProtocols = server.TlsMode == ServerTlsMode.IstioMutual,
            },
        });
        // Passed through, the pods see the caller itself.
        return decision is { Verdict: AccessVerdict.Allowed, Chain.PassesTls: false };
    }
}

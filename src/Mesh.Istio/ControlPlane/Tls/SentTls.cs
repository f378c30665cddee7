using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Tls;

/// <summary>What a proxy sends to one endpoint of a cluster, and what it takes for an answer.</summary>
internal sealed record SentTls(SentTlsKind Kind)
{
    private const string IstioTlsMode = "istio";

    /// <summary>The server name that is written down; empty where Envoy sends the request's host, or none.</summary>
    public string Sni { get; init; } = "";

    /// <summary>The names of which the server's certificate has to have one; empty for any.</summary>
    public ValueList<string> Accepts { get; init; }

    /// <summary>Who has to have signed it, with Envoy's words; empty where nothing is checked.</summary>
    public string Trusts { get; init; } = "";

    /// <summary>Whether Istio's application protocols are offered.</summary>
    public bool HasIstioProtocols { get; init; }

    /// <summary>Whether the request's host is sent as server name and the certificate is checked against it.</summary>
    public bool ChecksAuthority { get; init; }

    public static SentTls PlainText { get; } = new(SentTlsKind.PlainText);

    /// <summary>To an endpoint of a cluster.</summary>
    /// <param name="cluster">The cluster as the proxy has it.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="isHttp">Whether the proxy sees requests; of a connection it knows no host.</param>
    public static SentTls Of(EnvoyCluster cluster, LocalityEndpoint endpoint, bool isHttp)
    {
        if (cluster.Tls is not { } tls || tls.Mode == ClientTlsMode.Disable || (tls.PerEndpoint && endpoint.TlsMode != IstioTlsMode))
        {
            return PlainText;
        }

        bool isIstio = tls.Mode == ClientTlsMode.IstioMutual;
        return new SentTls(tls.Mode == ClientTlsMode.Simple ? SentTlsKind.Tls : SentTlsKind.MutualTls)
        {
            Sni = tls.Sni,
            Accepts = tls.SubjectAltNames,
            Trusts = tls.Trusts,
            HasIstioProtocols = isIstio,
            ChecksAuthority = isHttp && !isIstio && tls.Sni.Length == 0 && tls.SubjectAltNames.IsEmpty && tls.Trusts.Length > 0,
        };
    }

    /// <summary>As it arrives at a server.</summary>
    /// <param name="identity">The identity of the client's certificate.</param>
    /// <param name="authority">The request's host; empty without request.</param>
    public InboundTls? ArrivesAs(string identity, string authority) => Kind == SentTlsKind.PlainText ? null : new InboundTls
    {
        Sni = Sni.Length > 0 ? Sni : authority,
        Identity = Kind == SentTlsKind.MutualTls ? identity : null,
        HasIstioProtocols = HasIstioProtocols,
    };
}

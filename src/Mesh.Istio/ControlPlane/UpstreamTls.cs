using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane;

/// <summary>The TLS with which a proxy calls the hosts of a cluster.</summary>
public sealed record UpstreamTls
{
    /// <summary>The kind of TLS.</summary>
    public required ClientTlsMode Mode { get; init; }

    /// <summary>The server name sent; empty when none is set, so that Envoy sends the request's host.</summary>
    public string Sni { get; init; } = "";

    /// <summary>
    /// The identities or names accepted, in ordinal order where istiod collects them; empty means any that the roots sign.
    /// </summary>
    public ValueList<string> SubjectAltNames { get; init; }

    /// <summary>
    /// Whether TLS is used only for endpoints whose <c>tlsMode</c> is <c>istio</c> and plain text for the others: so for automatic mutual
    /// TLS, not where a DestinationRule says what to do.
    /// </summary>
    public bool PerEndpoint { get; init; }

    internal const string MeshRoots = "ROOTCA";

    internal const string SystemRoots = "file-root:system";

    /// <summary>Who has to have signed the server's certificate, with Envoy's words; empty where nothing is checked.</summary>
    internal string Trusts { get; init; } = MeshRoots;
}

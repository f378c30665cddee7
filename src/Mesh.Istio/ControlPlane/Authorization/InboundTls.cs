namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>The TLS with which a call arrives at a proxy.</summary>
internal sealed record InboundTls
{
    /// <summary>The server name as the client sends it; empty for none.</summary>
    public string Sni { get; init; } = "";

    /// <summary>
    /// The identity of the client's certificate, <c>spiffe://DOMAIN/ns/NAMESPACE/sa/ACCOUNT</c>; empty for a certificate without any name;
    /// <see langword="null"/> for a client that shows none.
    /// </summary>
    public string? Identity { get; init; }

    /// <summary>
    /// Whether <see cref="Identity"/> says who calls. Default: yes; no for a caller of whom only the certificate's root is known.
    /// </summary>
    public bool IsIdentityKnown { get; init; } = true;

    /// <summary>Whether the client offers Istio's application protocols, as a sidecar's mutual TLS does. Default: no.</summary>
    public bool HasIstioProtocols { get; init; }

    public bool HasCertificate => Identity is not null || !IsIdentityKnown;
}

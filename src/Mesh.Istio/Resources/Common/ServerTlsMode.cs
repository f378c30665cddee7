namespace Mesh.Istio.Resources;

/// <summary>How a listener secures the connections it accepts.</summary>
public enum ServerTlsMode
{
    /// <summary>Not terminated: the SNI picks the route of a VirtualService's <c>tls</c> section. The value when none is written.</summary>
    Passthrough,

    /// <summary>TLS with the server's certificate; clients show none.</summary>
    Simple,

    /// <summary>TLS in which clients must show a certificate.</summary>
    Mutual,

    /// <summary>
    /// Not terminated: the SNI itself names the destination cluster, as between the networks of a mesh. No VirtualService is consulted.
    /// </summary>
    AutoPassthrough,

    /// <summary>Mutual TLS with the certificates that Istio issues.</summary>
    IstioMutual,

    /// <summary>TLS in which clients may show a certificate, which is then verified.</summary>
    OptionalMutual,
}

namespace Mesh.Istio.Resources;

/// <summary>How connections to a destination are secured.</summary>
public enum ClientTlsMode
{
    /// <summary>No TLS. The value when none is written.</summary>
    Disable,

    /// <summary>TLS that verifies the server only.</summary>
    Simple,

    /// <summary>Mutual TLS with certificates given in the settings.</summary>
    Mutual,

    /// <summary>Mutual TLS with the certificates that Istio issues; all certificate fields stay empty.</summary>
    IstioMutual,
}

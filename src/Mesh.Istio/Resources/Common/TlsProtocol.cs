namespace Mesh.Istio.Resources;

/// <summary>The version of TLS.</summary>
public enum TlsProtocol
{
    /// <summary>The proxy's own choice: for servers TLS 1.2 to 1.3.</summary>
    TlsAuto,

    /// <summary>TLS 1.0.</summary>
    TlsV1_0,

    /// <summary>TLS 1.1.</summary>
    TlsV1_1,

    /// <summary>TLS 1.2.</summary>
    TlsV1_2,

    /// <summary>TLS 1.3.</summary>
    TlsV1_3,
}

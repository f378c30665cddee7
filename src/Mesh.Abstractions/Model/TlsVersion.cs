namespace Mesh;

/// <summary>A version of TLS.</summary>
public enum TlsVersion
{
    /// <summary>TLS 1.0. Old clients only.</summary>
    Tls10,

    /// <summary>TLS 1.1. Old clients only.</summary>
    Tls11,

    /// <summary>TLS 1.2.</summary>
    Tls12,

    /// <summary>TLS 1.3.</summary>
    Tls13,
}

namespace Mesh;

/// <summary>Who shows a certificate on a TLS port.</summary>
public enum TlsTermination
{
    /// <summary>The gateway only.</summary>
    Simple,

    /// <summary>Gateway and client; a client without one is refused.</summary>
    Mutual,

    /// <summary>Gateway and, if it has one, client.</summary>
    OptionalMutual,
}

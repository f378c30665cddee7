namespace Mesh;

/// <summary>Whether calls to pods must come with mutual TLS (Istio's <c>PeerAuthentication</c>).</summary>
public enum MutualTlsPolicy
{
    /// <summary>Mutual TLS and plain text are taken (<c>PERMISSIVE</c>).</summary>
    Permitted,

    /// <summary>Only mutual TLS is taken (<c>STRICT</c>).</summary>
    Required,
}

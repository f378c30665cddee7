namespace Mesh.Istio.ControlPlane.Tls;

/// <summary>How a proxy connects to an endpoint.</summary>
internal enum SentTlsKind
{
    PlainText,

    /// <summary>TLS without a client certificate.</summary>
    Tls,

    /// <summary>TLS with a client certificate.</summary>
    MutualTls,
}

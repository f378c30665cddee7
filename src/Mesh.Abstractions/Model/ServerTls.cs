namespace Mesh;

/// <summary>How a gateway terminates TLS on a declared port.</summary>
public sealed record ServerTls
{
    /// <summary>Who shows a certificate; default <see cref="TlsTermination.Simple"/>.</summary>
    public TlsTermination Mode { get; init; } = TlsTermination.Simple;

    /// <summary>The Secret with the certificate, in the gateway's namespace (Istio's <c>credentialName</c>).</summary>
    public required string CredentialName { get; init; }

    /// <summary>The oldest TLS version accepted; <see langword="null"/> means Envoy's default, TLS 1.2.</summary>
    public TlsVersion? MinVersion { get; init; }

    /// <summary>The newest TLS version accepted; <see langword="null"/> means Envoy's default, TLS 1.3.</summary>
    public TlsVersion? MaxVersion { get; init; }

    /// <summary>The cipher suites accepted up to TLS 1.2, in OpenSSL's names; empty means Envoy's default.</summary>
    public ValueList<string> CipherSuites { get; init; }

    /// <summary>Names of which a client's certificate must show one; only for modes that ask for a client certificate.</summary>
    public ValueList<string> SubjectAltNames { get; init; }
}

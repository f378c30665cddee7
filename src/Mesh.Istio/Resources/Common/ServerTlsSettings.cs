using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How a listener of a gateway or sidecar secures the connections it accepts.</summary>
public sealed record ServerTlsSettings : IMessage<ServerTlsSettings>
{
    /// <summary>The way of securing; <see cref="ServerTlsMode.Passthrough"/> when absent.</summary>
    public ServerTlsMode? Mode { get; init; }

    /// <summary>Whether plain HTTP requests are answered with a redirect (301) to HTTPS.</summary>
    public bool? HttpsRedirect { get; init; }

    /// <summary>The secret with key, certificate and CA, in the namespace of the gateway's pods.</summary>
    public string? CredentialName { get; init; }

    /// <summary>One or two secrets, for certificates with different kinds of keys. Excludes <see cref="CredentialName"/>.</summary>
    public ValueList<string> CredentialNames { get; init; }

    /// <summary>The secret or ConfigMap with the CA that verifies clients, where it is not part of <see cref="CredentialName"/>.</summary>
    public string? CaCertCredentialName { get; init; }

    /// <summary>The file with the server's certificate.</summary>
    public string? ServerCertificate { get; init; }

    /// <summary>The file with the server's private key.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>The file with the CA that verifies clients.</summary>
    public string? CaCertificates { get; init; }

    /// <summary>The file with revoked certificates.</summary>
    public string? CaCrl { get; init; }

    /// <summary>One or two certificates in files. Excludes <see cref="CredentialNames"/>.</summary>
    public ValueList<TlsCertificate> TlsCertificates { get; init; }

    /// <summary>The names of which a client's certificate must hold one; any when empty.</summary>
    public ValueList<string> SubjectAltNames { get; init; }

    /// <summary>Base64 SHA-256 hashes of the accepted clients' public keys.</summary>
    public ValueList<string> VerifyCertificateSpki { get; init; }

    /// <summary>Hexadecimal SHA-256 hashes of the accepted clients' certificates.</summary>
    public ValueList<string> VerifyCertificateHash { get; init; }

    /// <summary>The lowest TLS version; TLS 1.2 when absent.</summary>
    public TlsProtocol? MinProtocolVersion { get; init; }

    /// <summary>The highest TLS version; TLS 1.3 when absent.</summary>
    public TlsProtocol? MaxProtocolVersion { get; init; }

    /// <summary>The cipher suites that are offered; Envoy's own choice when empty.</summary>
    public ValueList<string> CipherSuites { get; init; }

    /// <summary>Whether connections are accepted although the client's certificate fails verification. Istio 1.31 and later.</summary>
    public bool? InsecureSkipVerify { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Choice("mode"u8, Mode, ResourceEnums.ServerTlsMode);
        fields.Flag("httpsRedirect"u8, HttpsRedirect);
        fields.Text("credentialName"u8, CredentialName);
        fields.Texts("credentialNames"u8, CredentialNames);
        fields.Text("caCertCredentialName"u8, CaCertCredentialName);
        fields.Text("serverCertificate"u8, ServerCertificate);
        fields.Text("privateKey"u8, PrivateKey);
        fields.Text("caCertificates"u8, CaCertificates);
        fields.Text("caCrl"u8, CaCrl);
        fields.Messages("tlsCertificates"u8, TlsCertificates);
        fields.Texts("subjectAltNames"u8, SubjectAltNames);
        fields.Texts("verifyCertificateSpki"u8, VerifyCertificateSpki);
        fields.Texts("verifyCertificateHash"u8, VerifyCertificateHash);
        fields.Choice("minProtocolVersion"u8, MinProtocolVersion, ResourceEnums.TlsProtocol);
        fields.Choice("maxProtocolVersion"u8, MaxProtocolVersion, ResourceEnums.TlsProtocol);
        fields.Texts("cipherSuites"u8, CipherSuites);
        fields.Flag("insecureSkipVerify"u8, InsecureSkipVerify);
    }

    static ServerTlsSettings IMessage<ServerTlsSettings>.Read(FieldReader fields) => new()
    {
        Mode = fields.Choice("mode", ResourceEnums.ServerTlsMode),
        HttpsRedirect = fields.Flag("httpsRedirect"),
        CredentialName = fields.Text("credentialName"),
        CredentialNames = fields.Texts("credentialNames"),
        CaCertCredentialName = fields.Text("caCertCredentialName"),
        ServerCertificate = fields.Text("serverCertificate"),
        PrivateKey = fields.Text("privateKey"),
        CaCertificates = fields.Text("caCertificates"),
        CaCrl = fields.Text("caCrl"),
        TlsCertificates = fields.Messages<TlsCertificate>("tlsCertificates"),
        SubjectAltNames = fields.Texts("subjectAltNames"),
        VerifyCertificateSpki = fields.Texts("verifyCertificateSpki"),
        VerifyCertificateHash = fields.Texts("verifyCertificateHash"),
        MinProtocolVersion = fields.Choice("minProtocolVersion", ResourceEnums.TlsProtocol),
        MaxProtocolVersion = fields.Choice("maxProtocolVersion", ResourceEnums.TlsProtocol),
        CipherSuites = fields.Texts("cipherSuites"),
        InsecureSkipVerify = fields.Flag("insecureSkipVerify"),
    };
}

using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How connections to a destination are secured.</summary>
public sealed record ClientTlsSettings : IMessage<ClientTlsSettings>
{
    /// <summary>The way of securing; <see cref="ClientTlsMode.Disable"/> when absent.</summary>
    public ClientTlsMode? Mode { get; init; }

    /// <summary>The file with the client's certificate, for MUTUAL.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The file with its private key, for MUTUAL.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>
    /// The file with the CA that verifies the server; the server is not verified when absent and the system's CAs are not configured.
    /// </summary>
    public string? CaCertificates { get; init; }

    /// <summary>The secret with key, certificate and CA; for gateways, or with a workload selector.</summary>
    public string? CredentialName { get; init; }

    /// <summary>
    /// The names of which the server's certificate must hold one. For ISTIO_MUTUAL and empty: derived from the service's accounts.
    /// </summary>
    public ValueList<string> SubjectAltNames { get; init; }

    /// <summary>The server name sent in the handshake; the host when absent for HTTPS origination.</summary>
    public string? Sni { get; init; }

    /// <summary>Whether the server is not verified; <see langword="false"/> when absent.</summary>
    public bool? InsecureSkipVerify { get; init; }

    /// <summary>The file with revoked certificates.</summary>
    public string? CaCrl { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Choice("mode"u8, Mode, ResourceEnums.ClientTlsMode);
        fields.Text("clientCertificate"u8, ClientCertificate);
        fields.Text("privateKey"u8, PrivateKey);
        fields.Text("caCertificates"u8, CaCertificates);
        fields.Text("credentialName"u8, CredentialName);
        fields.Texts("subjectAltNames"u8, SubjectAltNames);
        fields.Text("sni"u8, Sni);
        fields.Flag("insecureSkipVerify"u8, InsecureSkipVerify);
        fields.Text("caCrl"u8, CaCrl);
    }

    static ClientTlsSettings IMessage<ClientTlsSettings>.Read(FieldReader fields) => new()
    {
        Mode = fields.Choice("mode", ResourceEnums.ClientTlsMode),
        ClientCertificate = fields.Text("clientCertificate"),
        PrivateKey = fields.Text("privateKey"),
        CaCertificates = fields.Text("caCertificates"),
        CredentialName = fields.Text("credentialName"),
        SubjectAltNames = fields.Texts("subjectAltNames"),
        Sni = fields.Text("sni"),
        InsecureSkipVerify = fields.Flag("insecureSkipVerify"),
        CaCrl = fields.Text("caCrl"),
    };
}

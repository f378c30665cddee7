using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>A certificate in files of the proxy.</summary>
public sealed record TlsCertificate : IMessage<TlsCertificate>
{
    /// <summary>The file with the certificate.</summary>
    public string? ServerCertificate { get; init; }

    /// <summary>The file with its private key.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>The file with the CA that verifies clients.</summary>
    public string? CaCertificates { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Text("serverCertificate"u8, ServerCertificate);
        fields.Text("privateKey"u8, PrivateKey);
        fields.Text("caCertificates"u8, CaCertificates);
    }

    static TlsCertificate IMessage<TlsCertificate>.Read(FieldReader fields) => new()
    {
        ServerCertificate = fields.Text("serverCertificate"),
        PrivateKey = fields.Text("privateKey"),
        CaCertificates = fields.Text("caCertificates"),
    };
}

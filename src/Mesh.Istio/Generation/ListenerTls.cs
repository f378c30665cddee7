using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>A server's TLS settings in Istio's words.</summary>
internal static class ListenerTls
{
    public static ServerTlsSettings From(ServerTls tls) => new()
    {
        Mode = tls.Mode switch
        {
            TlsTermination.Mutual => Api.ServerTlsMode.Mutual,
            TlsTermination.OptionalMutual => Api.ServerTlsMode.OptionalMutual,
            _ => Api.ServerTlsMode.Simple,
        },
        CredentialName = tls.CredentialName,
        MinProtocolVersion = Version(tls.MinVersion),
        MaxProtocolVersion = Version(tls.MaxVersion),
        CipherSuites = tls.CipherSuites,
        SubjectAltNames = tls.SubjectAltNames,
    };

    private static TlsProtocol? Version(TlsVersion? version) => version switch
    {
        TlsVersion.Tls10 => TlsProtocol.TlsV1_0,
        TlsVersion.Tls11 => TlsProtocol.TlsV1_1,
        TlsVersion.Tls12 => TlsProtocol.TlsV1_2,
        TlsVersion.Tls13 => TlsProtocol.TlsV1_3,
        _ => null,
    };
}

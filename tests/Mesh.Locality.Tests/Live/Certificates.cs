using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mesh.Localities.Tests.Live;

/// <summary>A certificate authority for a test, and what it signs.</summary>
internal sealed class Certificates : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly X509Certificate2 _authority;

    public Certificates()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority of a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(From, From.AddYears(40));
    }

    /// <summary>The authority as <c>certificate-authority-data</c>.</summary>
    public string AuthorityData => Data(_authority.ExportCertificatePem());

    /// <summary>A certificate for 127.0.0.1, or for another host.</summary>
    public X509Certificate2 Server(string? host = null)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (host is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }
        else
        {
            names.AddDnsName(host);
        }

        return Sign("CN=server", "1.3.6.1.5.5.7.3.1", names.Build());
    }

    /// <summary>A client's certificate and key as <c>client-certificate-data</c> and <c>client-key-data</c>.</summary>
    public (string Certificate, string Key) Client(string name)
    {
        using X509Certificate2 client = Sign($"CN={name}", "1.3.6.1.5.5.7.3.2", null);
        using ECDsa key = client.GetECDsaPrivateKey()!;
        return (Data(client.ExportCertificatePem()), Data(key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose() => _authority.Dispose();

    private X509Certificate2 Sign(string subject, string purpose, X509Extension? names)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names);
        }

        using X509Certificate2 signed = request.Create(_authority, From.AddDays(1), From.AddYears(39), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    private static string Data(string pem) => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(pem));
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mesh.ApiServerDouble;
using Mesh.Kubernetes.Connections;

namespace Native;

/// <summary>
/// A double of the API server for each folder of dumps, and a kubeconfig that leads to them: to the first by a plugin that prints a
/// token, to the others by TLS with a client certificate.
/// </summary>
internal sealed class Clusters : IAsyncDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<ApiServer> _servers = [];

    public required string Kubeconfig { get; init; }

    public IEnumerable<string> Names => _servers.Select(server => server.Name);

    public static async Task<Clusters> StartAsync(string dumps, string scratch)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 authority = Authority(key);
        var clusters = new Clusters { Kubeconfig = Path.Combine(scratch, "kubeconfig") };
        StringBuilder servers = new(), users = new(), contexts = new();
        foreach (string folder in Directory.GetDirectories(dumps).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(folder);
            bool secure = servers.Length > 0;
            ApiServer server = await ApiServer.StartAsync(
                new()
                {
                    Name = name,
                    Resources = IstioKinds.All,
                    Certificate = secure ? Sign(authority, "CN=server", server: true) : null
                });
            clusters._servers.Add(server);
            foreach (string file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
            {
                server.Seed(await File.ReadAllTextAsync(file));
            }

            servers.Append($"- {{name: {name}, cluster: {{server: \"{server.Url.ToString().TrimEnd('/')}\"");
            servers.Append(secure ? $", certificate-authority-data: {Data(authority.ExportCertificatePem())}}}}}\n" : "}}\n");
            users.Append($"- {{name: {name}, user: {(secure ? ByCertificate(authority) : ByPlugin)}}}\n");
            contexts.Append($"- {{name: {name}, context: {{cluster: {name}, user: {name}}}}}\n");
        }

        await File.WriteAllTextAsync(
            clusters.Kubeconfig, $"apiVersion: v1\nkind: Config\nclusters:\n{servers}users:\n{users}contexts:\n{contexts}");
        return clusters;
    }

    public ClusterConnection[] Connect() => [.. Names.Select(name => ClusterConnection.FromKubeconfig(name, Kubeconfig))];

    public async ValueTask DisposeAsync()
    {
        foreach (ApiServer server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private static string ByPlugin => OperatingSystem.IsWindows() ? "{token: admin}"
        : """{exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: /bin/sh, args: [-c, 'echo "$SAYS"'], """










            + """env: [{name: SAYS, value: '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":"""
            + """{"token":"admin"}}'}]}}""";

    private static string ByCertificate(X509Certificate2 authority)
    {
        using X509Certificate2 client = Sign(authority, "CN=admin", server: false);
        using ECDsa key = client.GetECDsaPrivateKey()!;
        return $"{{client-certificate-data: {Data(client.ExportCertificatePem())}, client-key-data: "
            + $"{Data(key.ExportPkcs8PrivateKeyPem())}}}";
    }

    private static X509Certificate2 Authority(ECDsa key)
    {
        var request = new CertificateRequest("CN=authority of a sample", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(From, From.AddYears(40));
    }

    private static X509Certificate2 Sign(X509Certificate2 authority, string subject, bool server)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid($"1.3.6.1.5.5.7.3.{(server ? 1 : 2)}")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(authority, From.AddDays(1), From.AddYears(39), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    private static string Data(string pem) => Convert.ToBase64String(Encoding.ASCII.GetBytes(pem));
}

using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Mesh.ApiServerDouble.Hosting;

/// <summary>
/// Puts TLS before a server, with HTTP/2 where the client can. Kestrel wants services of a web host for it; they are taken from one that
/// never runs.
/// </summary>
internal sealed class ServerTls(X509Certificate2 certificate)
{
    public IServiceProvider Services { get; } = Host();

    /// <summary>Any client certificate is let in; who it stands for is the account that is named like its subject.</summary>
    public void Secure(ListenOptions listener)
    {
        listener.Protocols = HttpProtocols.Http1AndHttp2;
        listener.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
            https.AllowAnyClientCertificate();
        });
    }

    private static IServiceProvider Host()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        return builder.Build().Services;
    }
}

using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes a host served in HTTP over TLS.</summary>
public sealed class HttpsServerBuilder : RoutedServerBuilder<HttpsServerBuilder>
{
    private ServerTls _tls = new() { CredentialName = "" };

    internal HttpsServerBuilder(string path, List<Diagnostic> problems)
        : base(443, path, problems)
    {
    }

    /// <summary>Says which Secret holds the certificate. Required.</summary>
    /// <param name="credentialName">A Secret in the gateway's namespace.</param>
    /// <param name="mode">Who shows a certificate; by default the gateway only.</param>
    /// <returns>The builder.</returns>
    public HttpsServerBuilder WithTls(string credentialName, TlsTermination mode = TlsTermination.Simple)
    {
        ArgumentNullException.ThrowIfNull(credentialName);
        return WithTls(tls => tls.WithCredential(credentialName).WithMode(mode));
    }

    /// <summary>Says how TLS is terminated. At least the certificate is required.</summary>
    /// <param name="configure">Describes it.</param>
    /// <returns>The builder.</returns>
    public HttpsServerBuilder WithTls(Action<ServerTlsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Do(() => _tls = Configure(configure, new ServerTlsBuilder(_tls, $"{Path}/tls", Problems)).Value);
    }

    internal HttpsServer ToServer(string name, string host) =>
        Common(new HttpsServer { Name = name, Hostname = host, Port = Port, Tls = _tls, Protocol = Protocol, Routes = Routes() });
}

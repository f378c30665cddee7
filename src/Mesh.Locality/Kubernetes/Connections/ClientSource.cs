using System.Net;
using System.Net.Security;
using k8s;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// Makes the client of a cluster when it is first needed, because reading a kubeconfig may run an exec plugin. What fails is tried again
/// with the next request.
/// </summary>
internal sealed class ClientSource(Func<KubernetesClientConfiguration> configure, ClusterConnectionOptions options) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private k8s.Kubernetes? _client;
    private bool _owned = true;
    private ExecTokens? _tokens;

    /// <summary>
    /// The name that the server's certificate has to be for, where it is another than that of its address; empty otherwise.
    /// </summary>
    public string ServerName { get; private set; } = "";

    public static ClientSource Of(k8s.Kubernetes client, ClusterConnectionOptions options) =>
        new(() => throw new InvalidOperationException("The client was given."), options) { _client = client, _owned = false };

    public async ValueTask<ClusterResult<k8s.Kubernetes>> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _client) is { } ready)
        {
            return ready;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _client ??= await Task.Run(Make, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return FailureClassifier.OfConfiguration(e);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The server does not know who asked: what can be got again is got again with the next request.</summary>
    public void Forget(string? token) => _tokens?.Forget(token);

    public void Dispose()
    {
        _tokens?.Dispose();
        if (_owned)
        {
            _client?.Dispose();
        }

        _gate.Dispose();
    }

    private k8s.Kubernetes Make()
    {
        KubernetesClientConfiguration configuration = configure();
        if (configuration.SkipTlsVerify && !options.AllowInsecureTls)
        {
            throw new ConfigurationRefusedException(
                "The context turns the verification of TLS off (insecure-skip-tls-verify); give it the CA's certificate, or set "
                    + "AllowInsecureTls.");
        }

        SocketsHttpHandler? transport = null;
        ServerName = configuration.TlsServerName ?? "";
        Action<SocketsHttpHandler>? setup = configuration.FirstMessageHandlerSetup;
        configuration.FirstMessageHandlerSetup = handler =>
        {
            // Lists above 128 KiB come compressed then, a tenth in size.
            handler.AutomaticDecompression = DecompressionMethods.GZip;
            // An API server does not redirect. Who follows sends the body to another host, and a 303 makes a GET of a write.
            handler.AllowAutoRedirect = false;
            // An attempt is over after this time; a connection that is made for nobody must not be left behind.
            handler.ConnectTimeout = options.AttemptTimeout;
            setup?.Invoke(handler);
            transport = handler;
        };
        var client = new k8s.Kubernetes(configuration);
        _tokens = configuration.TokenProvider as ExecTokens;
        if (client.Credentials is not null && !options.AllowInsecureTls && client.BaseUri is { IsLoopback: false } server
            && server.Scheme == Uri.UriSchemeHttp)
        {
            client.Dispose();
            throw new ConfigurationRefusedException(
                "The server's address is http://, and the credentials would be sent for anybody to read; write https://, or set "
                    + "AllowInsecureTls.");
        }

        if (!configuration.SkipTlsVerify && transport is { SslOptions: { } tls })
        {
            tls.RemoteCertificateValidationCallback = WithName(tls.RemoteCertificateValidationCallback);
        }

        return client;
    }

    // With a CA of the configuration KubernetesClient 21 looks at the chain only: a certificate of that CA for any other host would do.
    private static RemoteCertificateValidationCallback? WithName(RemoteCertificateValidationCallback? verify) => verify is null
        ? null
        : (sender, certificate, chain, errors) => (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0
            && verify(sender, certificate, chain, errors);
}

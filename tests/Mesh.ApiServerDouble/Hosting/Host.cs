using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Mesh.ApiServerDouble.Hosting;

/// <summary>
/// Kestrel without a web host around it: starting and stopping a server costs a millisecond, so a test may have thousands.
/// </summary>
internal sealed class Host(RequestDelegate handle, ServerTls? tls) : IHttpApplication<HttpContext>, IDisposable
{
    private KestrelServer? _server;

    public int Port { get; private set; }

    public async Task StartAsync()
    {
        KestrelServerOptions options = new() { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.MinRequestBodyDataRate = null;
        if (tls is null)
        {
            options.Listen(IPAddress.Loopback, Port);
        }
        else
        {
            options.ApplicationServices = tls.Services;
            options.Listen(IPAddress.Loopback, Port, tls.Secure);
        }

        SocketTransportFactory sockets = new(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        KestrelServer server = new(Options.Create(options), sockets, NullLoggerFactory.Instance);
        await server.StartAsync(this, CancellationToken.None).ConfigureAwait(false);
        string address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Port = new Uri(address).Port;
        _server = server;
    }

    /// <summary>Closes the listener and breaks what is open.</summary>
    public async Task StopAsync()
    {
        if (_server is { } server)
        {
            _server = null;
            using CancellationTokenSource now = new();
            await now.CancelAsync().ConfigureAwait(false);
            await server.StopAsync(now.Token).ConfigureAwait(false);
            server.Dispose();
        }
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => handle(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public void Dispose() => _server?.Dispose();
}

using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes a host whose TLS the gateway passes through unopened.</summary>
public sealed class TlsPassthroughServerBuilder : ForwardingServerBuilder<TlsPassthroughServerBuilder>
{
    internal TlsPassthroughServerBuilder(string path, List<Diagnostic> problems)
        : base(443, path, problems)
    {
    }

    internal TlsPassthroughServer ToServer(string name, string host) =>
        Common(new TlsPassthroughServer { Name = name, Hostname = host, Port = Port, Destinations = Destinations });
}

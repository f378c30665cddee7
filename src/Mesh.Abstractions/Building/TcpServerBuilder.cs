using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes a host served in plain TCP.</summary>
public sealed class TcpServerBuilder : ForwardingServerBuilder<TcpServerBuilder>
{
    internal TcpServerBuilder(int port, string path, List<Diagnostic> problems)
        : base(port, path, problems)
    {
    }

    internal TcpServer ToServer(string name, string host) =>
        new() { Name = name, Hostname = host, Port = Port, Destinations = Destinations, Settings = Settings };
}

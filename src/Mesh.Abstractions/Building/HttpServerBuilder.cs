using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes a host served in plain HTTP.</summary>
public sealed class HttpServerBuilder : RoutedServerBuilder<HttpServerBuilder>
{
    internal HttpServerBuilder(string path, List<Diagnostic> problems)
        : base(80, path, problems)
    {
    }

    internal HttpServer ToServer(string name, string host) =>
        Common(new HttpServer { Name = name, Hostname = host, Port = Port, Protocol = Protocol, Routes = Routes() });
}

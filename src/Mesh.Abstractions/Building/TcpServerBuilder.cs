using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes a host served in plain TCP.</summary>
public sealed class TcpServerBuilder : ForwardingServerBuilder<TcpServerBuilder>
{
    private string? _address;

    internal TcpServerBuilder(int port, string path, List<Diagnostic> problems)
        : base(port, path, problems)
    {
    }

    /// <summary>
    /// Gives the host a virtual IP address, by which sidecars tell it from other TCP hosts on the same port. Not needed where sidecars
    /// answer
    /// DNS themselves.
    /// </summary>
    /// <param name="address">An IP address that belongs to nothing else, for example <c>240.0.1.1</c>.</param>
    /// <returns>The builder.</returns>
    public TcpServerBuilder WithAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Do(() => _address = address);
    }

    internal TcpServer ToServer(string name, string host) =>
        Common(new TcpServer { Name = name, Hostname = host, Port = Port, Address = _address, Destinations = Destinations });
}

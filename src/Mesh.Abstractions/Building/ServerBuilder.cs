using Mesh.Diagnostics;

namespace Mesh;

/// <summary>What all servers have in common: a port, and who sees the host.</summary>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class ServerBuilder<TBuilder> : SettingsBuilder<TBuilder>
    where TBuilder : ServerBuilder<TBuilder>
{
    private bool? _isMeshOnly;
    private ValueList<string>? _visibleTo;

    private protected ServerBuilder(int port, string path, List<Diagnostic> problems)
        : base(path, problems) => Port = port;

    private protected int Port { get; private set; }

    /// <summary>
    /// Declares the port of the gateway's Service: 1 to 65535, never 15443. Default 80 for HTTP, 443 for HTTPS and TLS passthrough.
    /// </summary>
    /// <param name="port">The port.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithPort(int port) => Do(() => Port = port);

    /// <summary>
    /// Lets only callers in the mesh reach the host: the gateway has no declared port for it. By default callers from outside reach it too.
    /// </summary>
    /// <param name="port">
    /// The number that callers use; <see langword="null"/> keeps that of <see cref="WithPort"/>, of a TCP server its port.
    /// </param>
    /// <returns>The builder.</returns>
    public TBuilder MeshOnly(int? port = null) => Do(() =>
    {
        _isMeshOnly = true;
        Port = port ?? Port;
    });

    /// <summary>
    /// Lets only pods of the own workspace and of those named see the host. By default everybody in the mesh does. Several calls add up.
    /// </summary>
    /// <param name="workspaces">
    /// <c>tenants/dev</c> or <c>tenants/dev/workspaces/shop</c>; none means the own workspace alone.
    /// </param>
    /// <returns>The builder.</returns>
    public TBuilder VisibleTo(params string[] workspaces)
    {
        ArgumentNullException.ThrowIfNull(workspaces);
        return Do(() => _visibleTo = [.. _visibleTo ?? [], .. workspaces]);
    }

    private protected TServer Common<TServer>(TServer server)
        where TServer : GatewayServer =>
        server with { MeshOnly = _isMeshOnly, VisibleTo = _visibleTo, Settings = Settings };
}

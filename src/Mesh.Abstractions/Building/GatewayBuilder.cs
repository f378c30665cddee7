using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes a gateway: where its pods are and what they serve.</summary>
public sealed class GatewayBuilder : BoundBuilder<GatewayBuilder>
{
    private readonly string _name;
    private readonly Dictionary<string, string> _workload = new(StringComparer.Ordinal);
    private readonly List<GatewayServer> _servers = [];
    private bool _isTransit;
    private string _namespace = "";
    private string? _serviceAccount;

    internal GatewayBuilder(string name, string path, List<Diagnostic> problems)
        : base(path, problems) => _name = name;

    /// <summary>Says in which namespace the gateway's pods are. Required; the workspace must own it.</summary>
    /// <param name="namespaceName">The namespace.</param>
    /// <returns>The builder.</returns>
    public GatewayBuilder InNamespace(string namespaceName)
    {
        ArgumentNullException.ThrowIfNull(namespaceName);
        return Do(() => _namespace = namespaceName);
    }

    /// <summary>Adds a label that the gateway's pods carry. At least one; no two gateways may name the same pods.</summary>
    /// <param name="key">The label's key, for example <c>app</c>.</param>
    /// <param name="value">The label's value.</param>
    /// <returns>The builder.</returns>
    public GatewayBuilder WithWorkload(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return Do(() => _workload[key] = value);
    }

    /// <summary>Declares the service account of the pods. By default it is the one observed on them.</summary>
    /// <param name="serviceAccount">The account's name.</param>
    /// <returns>The builder.</returns>
    public GatewayBuilder WithServiceAccount(string serviceAccount)
    {
        ArgumentNullException.ThrowIfNull(serviceAccount);
        return Do(() => _serviceAccount = serviceAccount);
    }

    /// <summary>Lets the gateway pass calls on to networks that the caller does not reach itself. By default it does not.</summary>
    /// <returns>The builder.</returns>
    public GatewayBuilder AsTransit() => Do(() => _isTransit = true);

    /// <summary>Adds a host served in plain HTTP, by default on port 80.</summary>
    /// <param name="name">The server's name: a DNS label, unique in the gateway.</param>
    /// <param name="host">The host, a full DNS name.</param>
    /// <param name="configure">Describes its routes.</param>
    /// <returns>The builder.</returns>
    public GatewayBuilder AddHttpServer(string name, string host, Action<HttpServerBuilder> configure) =>
        Add(name, host, configure, () => Configure(configure, new HttpServerBuilder(PathOf(name), Problems)).ToServer(name, host));

    /// <summary>
    /// Adds a host served in HTTP over TLS, by default on port 443. A certificate is required:
    /// <see cref="HttpsServerBuilder.WithTls(string, TlsTermination)"/>.
    /// </summary>
    /// <param name="name">The server's name: a DNS label, unique in the gateway.</param>
    /// <param name="host">The host, a full DNS name.</param>
    /// <param name="configure">Describes its certificate and routes.</param>
    /// <returns>The builder.</returns>
    public GatewayBuilder AddHttpsServer(string name, string host, Action<HttpsServerBuilder> configure) =>
        Add(name, host, configure, () => Configure(configure, new HttpsServerBuilder(PathOf(name), Problems)).ToServer(name, host));

    /// <summary>Adds a host served in plain TCP on a port of its own.</summary>
    /// <param name="name">The server's name: a DNS label, unique in the gateway.</param>
    /// <param name="host">The host, a full DNS name; between clusters it is told by SNI.</param>
    /// <param name="port">The port of the gateway's Service, 1 to 65535, never 15443. No other server may have it.</param>
    /// <param name="configure">Describes where connections go.</param>
    /// <returns>The builder.</returns>
    public GatewayBuilder AddTcpServer(string name, string host, int port, Action<TcpServerBuilder> configure) =>
        Add(name, host, configure, () => Configure(configure, new TcpServerBuilder(port, PathOf(name), Problems)).ToServer(name, host));

    /// <summary>Adds a host whose TLS the gateway passes through unopened, by default on port 443.</summary>
    /// <param name="name">The server's name: a DNS label, unique in the gateway.</param>
    /// <param name="host">The host, a full DNS name; it is told by SNI.</param>
    /// <param name="configure">Describes where connections go.</param>
    /// <returns>The builder.</returns>
    public GatewayBuilder AddTlsPassthroughServer(string name, string host, Action<TlsPassthroughServerBuilder> configure) =>
        Add(name, host, configure,
            () => Configure(configure, new TlsPassthroughServerBuilder(PathOf(name), Problems)).ToServer(name, host));

    internal WorkspaceGateway ToGateway() => new()
    {
        Name = _name,
        Namespace = _namespace,
        Workload = _workload.ToValueMap(),
        ServiceAccount = _serviceAccount,
        Servers = _servers.ToValueList(),
        Transit = _isTransit ? true : null,
        Settings = Settings,
        AccessBindings = AccessBindings,
        Labels = Labels,
        Annotations = Annotations,
    };

    private GatewayBuilder Add(string name, string host, Delegate configure, Func<GatewayServer> make)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(configure);
        return Do(() => _servers.Add(make()));
    }

    private string PathOf(string server) => $"{Path}/servers/{server}";
}

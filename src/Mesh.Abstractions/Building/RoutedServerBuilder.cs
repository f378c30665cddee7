using Mesh.Diagnostics;

namespace Mesh;

/// <summary>What HTTP and HTTPS servers have in common: routes, tried in order, and what happens to everything else.</summary>
/// <typeparam name="TBuilder">The builder itself.</typeparam>
public abstract class RoutedServerBuilder<TBuilder> : ServerBuilder<TBuilder>
    where TBuilder : RoutedServerBuilder<TBuilder>
{
    private readonly List<Route> _routes = [];
    private RouteBuilder? _default;

    private protected RoutedServerBuilder(int port, string path, List<Diagnostic> problems)
        : base(port, path, problems)
    {
    }

    private protected HttpProtocol? Protocol { get; private set; }

    /// <summary>Says what the host's requests speak, where the port of the Service behind it does not.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <returns>The builder.</returns>
    public TBuilder WithProtocol(HttpProtocol protocol) => Do(() => Protocol = protocol);

    /// <summary>Adds a route. Routes are tried in the order in which they are added; the first that fits is taken.</summary>
    /// <param name="configure">Describes which requests it takes and what it does with them.</param>
    /// <returns>The builder.</returns>
    public TBuilder AddRoute(Action<RouteBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return Do(() => _routes.Add(Configure(configure, new RouteBuilder($"{Path}/routes/{_routes.Count}", Problems)).ToRoute()));
    }

    /// <summary>Sends every request that no route takes to a service, wherever this is called. Several calls share by weight.</summary>
    /// <param name="service">The service: <c>details</c> in the gateway's namespace, <c>namespace/details</c>, or its full name.</param>
    /// <param name="port">The service's port.</param>
    /// <param name="weight">The share; <see langword="null"/> for all destinations means equal shares.</param>
    /// <returns>The builder.</returns>
    public TBuilder RouteTo(string service, int port, int? weight = null) => Do(() => Default.RouteTo(service, port, weight));

    /// <summary>
    /// Sends every request that no route takes to the clusters that serve a host of the mesh; the server becomes an edge.
    /// </summary>
    /// <param name="configure">Chooses clusters and host; <see langword="null"/> means all
    /// clusters that serve the server's own host, in its order.</param>
    /// <returns>The builder.</returns>
    public TBuilder RouteToClusters(Action<ClusterRouteBuilder>? configure = null) => Do(() => Default.RouteToClusters(configure));

    /// <summary>Redirects every request that no route takes. At least one part of the new address must be given.</summary>
    /// <param name="authority">The new host; <see langword="null"/> keeps it.</param>
    /// <param name="path">The new path; <see langword="null"/> keeps it.</param>
    /// <param name="scheme">The new scheme, <c>http</c> or <c>https</c>; <see langword="null"/> keeps it.</param>
    /// <param name="port">The new port; <see langword="null"/> keeps it.</param>
    /// <param name="code">The status: 301, 302, 303, 307 or 308.</param>
    /// <returns>The builder.</returns>
    public TBuilder RedirectTo(string? authority = null, string? path = null, string? scheme = null, int? port = null, int code = 301) =>
        Do(() => Default.RedirectTo(authority, path, scheme, port, code));

    /// <summary>Answers every request that no route takes.</summary>
    /// <param name="status">The status, 200 to 599.</param>
    /// <param name="body">The body, at most 1 MiB; <see langword="null"/> means none.</param>
    /// <returns>The builder.</returns>
    public TBuilder RespondWith(int status, string? body = null) => Do(() => Default.RespondWith(status, body));

    private protected ValueList<Route> Routes() =>
        _default is null ? _routes.ToValueList() : _routes.Append(Configure(null, _default).ToRoute()).ToValueList();

    private RouteBuilder Default => _default ??= new RouteBuilder($"{Path}/routes", Problems);
}

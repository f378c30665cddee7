namespace Mesh.Istio.ControlPlane;

/// <summary>Where a proxy sends a request: every decision on the way, or where it ended.</summary>
public sealed record CallResult
{
    /// <summary>The request reached no listener.</summary>
    public const string NoListener = "no listener matched";

    /// <summary>No server of the listener is for the TLS server name, or the protocol.</summary>
    public const string NoFilterChain = "no filter chains matched";

    /// <summary>The server asks for TLS and the request came without.</summary>
    public const string InvalidTls = "invalid TLS";

    /// <summary>The server asks for Istio's mutual TLS and the request came without, or the other way round.</summary>
    public const string InvalidMutualTls = "invalid mTLS";

    /// <summary>TLS came where plain HTTP is spoken.</summary>
    public const string ProtocolError = "protocol error";

    /// <summary>No virtual host is for the request's host: 404 (NR).</summary>
    public const string NoVirtualHost = "no virtual host matched";

    /// <summary>No route of the virtual host matches: 404 (NR).</summary>
    public const string NoRoute = "no route matched";

    /// <summary>The path has a fragment: 400.</summary>
    public const string InvalidPath = "invalid path";

    /// <summary>The virtual host redirects plain requests to https: 301.</summary>
    public const string TlsRedirect = "tls required, sending 301";

    /// <summary>What went wrong, one of the constants; <see langword="null"/> when nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>The listener, <c>ADDRESS_PORT</c>; <see langword="null"/> when there is none.</summary>
    public string? Listener { get; init; }

    /// <summary>The route configuration; <see langword="null"/> where HTTP is not looked at.</summary>
    public string? RouteConfig { get; init; }

    /// <summary>The virtual host, <c>HOST:PORT</c>.</summary>
    public string? VirtualHost { get; init; }

    /// <summary>The route's name; empty for a route without name.</summary>
    public string? Route { get; init; }

    /// <summary>The place of the route among those of its virtual host, from 0; <see langword="null"/> where none matched.</summary>
    public int? RouteIndex { get; init; }

    /// <summary>
    /// The status with which the proxy answers every such request by itself: a redirect, a direct response, a fault that hits all, or no
    /// route; <see langword="null"/> where it sends requests on, or closes the connection.
    /// </summary>
    public int? Status { get; init; }

    /// <summary>Where a redirect leads; <see langword="null"/> for no redirect.</summary>
    public string? Location { get; init; }

    /// <summary>The body of the proxy's own answer; <see langword="null"/> for none.</summary>
    public string? Body { get; init; }

    /// <summary>Where copies of the requests go.</summary>
    public ValueList<MirrorTarget> Mirrors { get; init; }

    /// <summary>Where the request goes; several when the route has weights, none when the route answers itself.</summary>
    public ValueList<WeightedTarget> Targets { get; init; }

    /// <summary>The one cluster that the request goes to; <see langword="null"/> when there are several or none.</summary>
    public string? Cluster { get; init; }

    /// <summary>
    /// How failed requests are repeated: as the rule says, else as MeshConfig does; <see langword="null"/>: Istio's default.
    /// </summary>
    internal Resources.HttpRetry? Retries => Rule?.Retries ?? DefaultRetries;

    /// <summary>What MeshConfig says of retries.</summary>
    internal Resources.HttpRetry? DefaultRetries { get; init; }

    /// <summary>The status for a cluster that the proxy does not have.</summary>
    internal int MissingStatus { get; init; } = Routing.RouteEntry.Unavailable;

    /// <summary>The faults that the route injects; <see langword="null"/> for none.</summary>
    internal Routing.RouteFault? Fault { get; init; }

    /// <summary>All routes of the virtual host that the request came to, in Envoy's order; none where there is no such host.</summary>
    internal Routing.VirtualHost? Host { get; init; }

    /// <summary>Whether the proxy ends TLS and passes on what is inside.</summary>
    internal bool EndsTls { get; init; }

    /// <summary>The VirtualService's rule behind the route; <see langword="null"/> where there is none.</summary>
    internal Resources.HttpRoute? Rule { get; init; }
}

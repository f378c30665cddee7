namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>One route of a virtual host: what it matches of a request and where it leads.</summary>
/// <param name="Name">The name; empty for none.</param>
/// <param name="Match">The conditions.</param>
/// <param name="Targets">The clusters; none where the proxy answers by itself.</param>
internal sealed record RouteEntry(string Name, RouteMatch Match, ValueList<WeightedTarget> Targets)
{
    /// <summary>What Envoy answers for a cluster that it does not have.</summary>
    public const int Unavailable = 503;

    /// <summary>The status for a cluster that is not there. Default: 503; 500 of routes of the Gateway API.</summary>
    public int MissingStatus { get; init; } = Unavailable;

    /// <summary>Whether the route splits requests by weight, even if all but one weight are 0.</summary>
    public bool IsWeighted { get; init; }

    /// <summary>The port of the service or of the Gateway's server that the route is for.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The VirtualService's rule that the route was made of; <see langword="null"/> for a route that istiod makes for a service.
    /// </summary>
    public Resources.HttpRoute? Rule { get; init; }

    /// <summary>
    /// The destinations of the rule behind the targets, in their order; none for a route that istiod makes for a service.
    /// </summary>
    public ValueList<Resources.HttpRouteDestination> Destinations { get; init; }

    /// <summary>Where copies go.</summary>
    public ValueList<MirrorTarget> Mirrors { get; init; }

    /// <summary>The faults; <see langword="null"/> for none.</summary>
    public RouteFault? Fault { get; init; }

    /// <summary>Whether requests of both end in the same way: only conditions, retries, timeouts and copies may differ.</summary>
    public bool LeadsWhere(RouteEntry other) =>
        Targets == other.Targets
        && Destinations == other.Destinations
        && Fault == other.Fault
        && Rule?.Redirect == other.Rule?.Redirect
        && Rule?.DirectResponse == other.Rule?.DirectResponse
        && Rule?.Rewrite == other.Rule?.Rewrite
        && Rule?.Headers?.Request == other.Rule?.Headers?.Request;

    /// <summary>Whether every request matches.</summary>
    public bool IsCatchAll => Match.IsCatchAll;
}

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A virtual host with its domains and its routes in order.</summary>
internal sealed class VirtualHost(string name, IEnumerable<string> domains)
{
    private RouteEntry[]? _ordered;

    public string Name { get; } = name;

    public List<string> Domains { get; } = [.. domains];

    public List<RouteEntry> Routes { get; } = [];

    /// <summary>
    /// The routes as Envoy asks them: those for everything come last, whatever the order of the VirtualServices (istio SortVHostRoutes).
    /// </summary>
    public IReadOnlyList<RouteEntry> Ordered => _ordered ??= [.. Routes.OrderBy(route => route.IsCatchAll)];

    /// <summary>Whether plain requests are redirected to https.</summary>
    public bool RequiresTls { get; set; }

    /// <summary>The place of the route that a request takes; -1 for none.</summary>
    public int Find(RequestHead request)
    {
        IReadOnlyList<RouteEntry> routes = Ordered;
        for (int i = 0; i < routes.Count; i++)
        {
            if (routes[i].Match.Matches(request))
            {
                return i;
            }
        }

        return -1;
    }
}

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A virtual host with its domains and its routes in order.</summary>
internal sealed class VirtualHost(string name, IEnumerable<string> domains)
{
    private RouteEntry[]? _ordered;
    private int[]? _firsts;

    public string Name { get; } = name;

    public List<string> Domains { get; } = [.. domains];

    public List<RouteEntry> Routes { get; } = [];

    /// <summary>
    /// The routes as Envoy asks them: those for everything come last, whatever the order of the VirtualServices (istio SortVHostRoutes).
    /// </summary>
    public IReadOnlyList<RouteEntry> Ordered => _ordered ??= [.. Routes.OrderBy(route => route.IsCatchAll)];

    /// <summary>For each route the first that leads where it leads.</summary>
    public IReadOnlyList<int> Firsts => _firsts ??= [.. Ordered.Select(
        route => Ordered.Index().First(other => other.Item.LeadsWhere(route)).Index)];

    /// <summary>Whether routes lead to different places.</summary>
    public bool Divides => Firsts.Any(first => first > 0);

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

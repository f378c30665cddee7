namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A route configuration: finds the virtual host and the route of a request as Envoy does.</summary>
internal sealed class RouteTable(string name, IReadOnlyList<VirtualHost> hosts)
{
    public string Name { get; } = name;

    public CallResult Route(ProxyCall call, CallResult so)
    {
        CallResult result = so with { RouteConfig = Name };
        if (Find(WithoutPort(call.Authority)) is not { } host)
        {
            return result with { Error = CallResult.NoVirtualHost };
        }

        result = result with { VirtualHost = host.Name };
        if (host.RequiresTls && call.Tls == CallTls.None)
        {
            return result with { Error = CallResult.TlsRedirect };
        }

        // Routes for everything come last, whatever the order of the VirtualServices (istio SortVHostRoutes).
        RouteEntry? route = host.Routes.OrderBy(entry => entry.IsCatchAll).FirstOrDefault(entry => entry.Matches(call.Request.Path));
        return route is null
            ? result with { Error = CallResult.NoRoute }
            : result with
            {
                Route = route.Name,
                Rule = route.Rule,
                Targets = route.Targets,
                Cluster = route.IsWeighted || route.Targets.IsEmpty ? null : route.Targets[0].Cluster,
            };
    }

    // Exact domains first, then the longest suffix, then the longest prefix, then everything.
    private VirtualHost? Find(string host)
    {
        VirtualHost? best = null;
        int length = 0;
        foreach (VirtualHost candidate in hosts)
        {
            foreach (string domain in candidate.Domains)
            {
                int rank = domain == "*" ? 1
                    : domain == host ? int.MaxValue
                    : domain.StartsWith('*') && host.Length >= domain.Length && host.EndsWith(domain[1..], StringComparison.Ordinal)
                        ? domain.Length + 1
                    : 0;
                (best, length) = rank > length ? (candidate, rank) : (best, length);
            }
        }

        return best;
    }

    private static string WithoutPort(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon > 0 && host.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0
            && (host.IndexOf(':', StringComparison.Ordinal) == colon || host.StartsWith('['))
            ? host[..colon]
            : host;
    }
}

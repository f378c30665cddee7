using System.Globalization;
using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>Emits the HTTP routes of a server. Every match stands for each port: the declared one and the mesh port.</summary>
/// <param name="server">The server.</param>
/// <param name="gatewayNamespace">Its gateway's namespace.</param>
/// <param name="timeout">How long a request may take where the route does not say.</param>
/// <param name="backends">What is known of the services behind it.</param>
/// <param name="edge">Where routes to clusters lead; null for a server that has none.</param>
internal sealed class HttpRouteEmitter(
    GatewayServer server, string gatewayNamespace, TimeSpan? timeout, GatewayBackends backends, EdgeTargets? edge = null)
{
    // An edge is no way into the mesh for other clusters.
    private readonly int[] _ports = edge is null ? HostPort.ListenersOf(server) : [server.Port];

    public ValueList<Api.HttpRoute> Emit(ValueList<Route> routes)
    {
        var result = new List<Api.HttpRoute>(routes.Count);
        for (int i = 0; i < routes.Count; i++)
        {
            string name = routes.Count == 1 ? server.Name : string.Create(CultureInfo.InvariantCulture, $"{server.Name}-{i}");
            result.AddRange(Emit(routes[i], name));
        }

        return result.ToValueList();
    }

    private IEnumerable<Api.HttpRoute> Emit(Route route, string name)
    {
        var common = new Api.HttpRoute
        {
            Name = name,
            Match = Matches(route.Matches),
            CorsPolicy = route.Cors is null ? null : Cors(route.Cors),
            Headers = HeadersOf(route),
        };
        return route.Action switch
        {
            ForwardAction forward => RetryRoutes.Of(
                common with
                {
                    Route = Destinations(forward.Destinations),
                    Rewrite = forward is { RewritePath: null, RewriteAuthority: null }
                        ? null
                        : new HttpRewrite { Uri = forward.RewritePath, Authority = forward.RewriteAuthority },
                    Timeout = route.Timeout ?? timeout,
                },
                backends.RetriesOf(forward.Destinations)),
            RedirectAction redirect => [common with
            {
                Redirect = new HttpRedirect
                {
                    Uri = redirect.Path,
                    Authority = redirect.Authority,
                    Port = redirect.Port is { } port ? new RedirectPort.Number((uint)port) : null,
                    Scheme = redirect.Scheme,
                    RedirectCode = (uint)redirect.Code,
                },
            }],
            DirectResponseAction answer => [common with
            {
                DirectResponse = new HttpDirectResponse
                {
                    Status = (uint)answer.Status,
                    Body = answer.Body is { } body ? new HttpBody.Text(body) : null,
                },
            }],
            ClusterAction clusters when edge is not null => edge.Apply(clusters, common, route.Timeout ?? timeout),
            _ => throw new InvalidOperationException($"There is no route shape for {route.Action.GetType().Name}."),
        };
    }

    private ValueList<HttpMatchRequest> Matches(ValueList<HttpMatch> matches)
    {
        var result = new List<HttpMatchRequest>();
        foreach (HttpMatch match in matches.IsEmpty ? [new HttpMatch()] : matches)
        {
            foreach (int port in _ports)
            {
                result.Add(new HttpMatchRequest
                {
                    Uri = match.Path is { } path ? Match(path) : null,
                    Method = Methods(match.Methods),
                    Headers = Map(match.Headers),
                    Port = (uint)port,
                });
            }
        }

        return result.ToValueList();
    }

    // A match has one place for the method; several are one pattern, because a match for each would multiply the routes.
    private static StringMatch? Methods(ValueList<string> methods) => methods.Count switch
    {
        0 => null,
        1 => new StringMatch.Exact(methods[0]),
        _ => new StringMatch.Regex(string.Join('|', methods.Order(StringComparer.Ordinal))),
    };

    private ValueList<HttpRouteDestination> Destinations(ValueList<ServiceDestination> destinations)
    {
        int[] weights = RouteWeights.Of(destinations);
        return destinations.Select((destination, i) => new HttpRouteDestination
        {
            Destination = ResolvedDestination.From(destination, gatewayNamespace, backends.SubsetOf(destination)),
            Weight = weights[i],
        }).ToValueList();
    }

    private static Headers? HeadersOf(Route route) => route is { RequestHeaders: null, ResponseHeaders: null }
        ? null
        : new Headers { Request = Operations(route.RequestHeaders), Response = Operations(route.ResponseHeaders) };

    private static HeaderOperations? Operations(HeaderChanges? changes) => changes is null
        ? null
        : new HeaderOperations { Set = changes.Set, Add = changes.Add, Remove = changes.Remove };

    private static Api.CorsPolicy Cors(CorsSettings cors) => new()
    {
        AllowOrigins = cors.AllowOrigins.Select(Match).ToValueList(),
        AllowMethods = cors.AllowMethods,
        AllowHeaders = cors.AllowHeaders,
        ExposeHeaders = cors.ExposeHeaders,
        MaxAge = cors.MaxAge,
        AllowCredentials = cors.AllowCredentials,
    };

    private static ValueMap<StringMatch> Map(ValueMap<TextMatch> matches) =>
        ((IEnumerable<KeyValuePair<string, TextMatch>>)matches)
            .Select(pair => KeyValuePair.Create(pair.Key, Match(pair.Value)))
            .ToValueMap();

    private static StringMatch Match(TextMatch match) => match.Kind switch
    {
        TextMatchKind.Exact => new StringMatch.Exact(match.Value),
        TextMatchKind.Prefix => new StringMatch.Prefix(match.Value),
        _ => new StringMatch.Regex(match.Value),
    };
}

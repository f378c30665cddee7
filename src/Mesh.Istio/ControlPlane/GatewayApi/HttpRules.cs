using System.Globalization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>Turns the rules of an HTTPRoute or GRPCRoute into routes, one for each condition.</summary>
internal sealed class HttpRules(ApiCluster cluster, ApiObject route)
{
    private const uint InternalError = 500;
    private const int DefaultAttempts = 2;
    private const string AlwaysRetried = "connect-failure,refused-stream,unavailable,cancelled";

    /// <summary>The routes; <see langword="null"/> where istiod drops the whole object because of one of its rules.</summary>
    public List<HttpRoute>? Of(bool isForMesh)
    {
        var routes = new List<HttpRoute>();
        int index = 0;
        foreach (Field rule in route.Spec["rules"].Items)
        {
            string name = rule["name"].Text
                ?? string.Create(CultureInfo.InvariantCulture, $"{route.Namespace}.{route.Name}.{index}");
            if (Convert(new Backends(cluster, route, isForMesh), rule, name) is not { } converted)
            {
                return null;
            }

            routes.AddRange(HttpMatches.Of(route.Kind, rule).Select(
                match => match is null ? converted : converted with { Match = [match] }));
            index++;
        }

        return routes;
    }

    private static HttpRoute? Convert(Backends backends, Field rule, string name)
    {
        HttpRoute? filtered = new HttpFilters(backends).Apply(WithTime(new HttpRoute { Name = name }, rule), rule["filters"]);
        if (filtered is null or { Redirect: not null })
        {
            return filtered;
        }

        if (backends.Of(rule) is not { } found)
        {
            return null;
        }

        if (found.Count == 0)
        {
            return filtered with { DirectResponse = new HttpDirectResponse { Status = InternalError } };
        }

        HttpRouteDestination?[] destinations = [.. found.Select(backend => DestinationOf(backend, found.Count > 1))];
        return Array.Exists(destinations, destination => destination is null) ? null
            : filtered with { Route = destinations.OfType<HttpRouteDestination>().ToValueList() };
    }

    private static HttpRouteDestination? DestinationOf((Destination Destination, int Weight, Field Reference) backend, bool isWeighted) =>
        HttpFilters.HeadersOf(backend.Reference["filters"]) is not { } headers ? null : new HttpRouteDestination
        {
            Destination = backend.Destination,
            Weight = isWeighted ? backend.Weight : null,
            Headers = headers == new Headers() ? null : headers,
        };

    // A timeout of one try is one of the request where nothing is retried.
    private static HttpRoute WithTime(HttpRoute route, Field rule)
    {
        Field retry = rule["retry"];
        TimeSpan? request = rule["timeouts"]["request"].Duration;
        TimeSpan? attempt = rule["timeouts"]["backendRequest"].Duration;
        if (!retry.Exists)
        {
            return route with { Timeout = attempt ?? request };
        }

        int attempts = (int)(retry["attempts"].Number ?? DefaultAttempts);
        IEnumerable<string> conditions = retry["codes"].Items.Select(code => code.Text ?? "").Prepend(AlwaysRetried);
        return route with
        {
            Timeout = request,
            Retries = new HttpRetry
            {
                Attempts = attempts,
                PerTryTimeout = attempt,
                RetryOn = attempts == 0 ? null : string.Join(',', conditions),
                Backoff = retry["backoff"].Duration,
            },
        };
    }
}

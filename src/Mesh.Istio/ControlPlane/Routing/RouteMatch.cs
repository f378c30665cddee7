using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>
/// The conditions of one route as istiod writes them for Envoy (istio <c>core/route/route.go</c> TranslateRouteMatch). What depends on the
/// proxy only (port, gateway, source) was decided before.
/// </summary>
internal sealed class RouteMatch
{
    private RouteMatch(TextMatcher path) => Path = path;

    /// <summary>The path: exact, prefix or expression; without condition the prefix <c>/</c>.</summary>
    public TextMatcher Path { get; }

    public bool IgnoresCase { get; private init; }

    public IReadOnlyList<HeaderMatcher> Headers { get; private init; } = [];

    public IReadOnlyList<QueryParameterMatcher> QueryParameters { get; private init; } = [];

    /// <summary>Whether every request matches: what follows is never asked, and istiod does not send it.</summary>
    public bool IsCatchAll => Headers.Count == 0 && QueryParameters.Count == 0
        && Path.Condition is StringMatch.Prefix { Value: "/" } or StringMatch.Regex { Value: ".*" };

    /// <param name="match">The condition; <see langword="null"/> for none.</param>
    /// <param name="regexes">Where expressions are compiled once.</param>
    /// <param name="bySegment">Whether prefixes are those of the Gateway API.</param>
    public static RouteMatch Of(HttpMatchRequest? match, RegexCache regexes, bool bySegment = false) =>
        new(new TextMatcher(match?.Uri is null or StringMatch.Any ? new StringMatch.Prefix("/") : match.Uri, regexes)
        {
            BySegment = bySegment,
        })
        {
            IgnoresCase = match?.IgnoreUriCase == true,
            Headers = match is null ? [] : [.. HeadersOf(match, regexes)],
            QueryParameters = match is null ? [] : [.. match.QueryParams.Select(
                entry => new QueryParameterMatcher(entry.Key, TextMatcher.Of(entry.Value, regexes)))],
        };

    public bool Matches(RequestHead request) =>
        request.Path is { } path
        && Path.Matches(path, IgnoresCase)
        && Headers.All(header => header.Matches(request))
        && QueryParameters.All(parameter => parameter.Matches(request));

    private static IEnumerable<HeaderMatcher> HeadersOf(HttpMatchRequest match, RegexCache regexes)
    {
        IEnumerable<HeaderMatcher> fields =
            from entry in ((string Name, StringMatch? Condition)[])[(":method", match.Method), (":authority", match.Authority),
                (":scheme", match.Scheme)]
            where entry.Condition is not null
            select new HeaderMatcher(entry.Name, TextMatcher.Of(entry.Condition, regexes), false);
        return
        [
            .. match.Headers.Select(entry => new HeaderMatcher(entry.Key.ToLowerInvariant(), TextMatcher.Of(entry.Value, regexes), false)),
            .. match.WithoutHeaders.Select(entry =>
                new HeaderMatcher(entry.Key.ToLowerInvariant(), TextMatcher.Of(entry.Value, regexes), true)),
            .. fields,
        ];
    }
}

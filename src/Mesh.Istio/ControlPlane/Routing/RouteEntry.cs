namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>One route of a virtual host: what it matches of a request and where it leads.</summary>
internal sealed record RouteEntry(string Name, Resources.HttpMatchRequest? Match, ValueList<WeightedTarget> Targets)
{
    /// <summary>Whether the route splits requests by weight, even if all but one weight are 0.</summary>
    public bool IsWeighted { get; init; }

    /// <summary>
    /// The VirtualService's rule that the route was made of; <see langword="null"/> for a route that istiod makes for a service.
    /// </summary>
    public Resources.HttpRoute? Rule { get; init; }

    /// <summary>Whether every request matches.</summary>
    public bool IsCatchAll =>
        Match is null
        || (Match.Headers.IsEmpty
            && Match.QueryParams.IsEmpty
            && Match.WithoutHeaders.IsEmpty
            && Match.Method is null
            && Match.Scheme is null
            && Match.Authority is null
            && (Match.Uri is null or Resources.StringMatch.Prefix { Value: "/" } or Resources.StringMatch.Regex { Value: ".*" or "*" }));

    /// <summary>Whether a path matches; other conditions are not looked at.</summary>
    public bool Matches(string path) => Match?.Uri switch
    {
        Resources.StringMatch.Exact(var value) => Same(path, value),
        Resources.StringMatch.Prefix(var value) =>
            path.StartsWith(value, Match.IgnoreUriCase == true ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal),
        Resources.StringMatch.Regex(var value) => RegexText.IsFullMatch(value, path),
        _ => true,
    };

    private bool Same(string path, string value) =>
        path.Equals(value, Match?.IgnoreUriCase == true ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}

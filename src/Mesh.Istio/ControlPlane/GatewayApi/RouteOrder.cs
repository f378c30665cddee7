using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>
/// The order of the routes of one host, whichever objects they are from (istio <c>gateway/conversion.go</c> sortHTTPRoutes). What it does
/// not decide stays as it is, the older object's first.
/// </summary>
internal static class RouteOrder
{
    public static ValueList<HttpRoute> Sort(IEnumerable<HttpRoute> routes) => routes
        .OrderBy(route => route.Match.IsEmpty)
        .ThenByDescending(route => Rank(PathOf(route)))
        .ThenByDescending(route => Length(PathOf(route)))
        .ThenByDescending(route => !route.Match.IsEmpty && route.Match[0].Method is not null)
        .ThenByDescending(route => route.Match.IsEmpty ? 0 : route.Match[0].Headers.Count)
        .ThenByDescending(route => route.Match.IsEmpty ? 0 : route.Match[0].QueryParams.Count)
        .ToValueList();

    private static StringMatch? PathOf(HttpRoute route) => route.Match.IsEmpty ? null : route.Match[0].Uri;

    private static int Rank(StringMatch? path) => path switch
    {
        StringMatch.Exact => 3,
        StringMatch.Prefix => 2,
        StringMatch.Regex => 1,
        _ => -1,
    };

    private static int Length(StringMatch? path) => path switch
    {
        StringMatch.Exact(var value) => value.Length,
        StringMatch.Prefix(var value) => value.Length,
        StringMatch.Regex(var value) => value.Length,
        _ => 0,
    };
}

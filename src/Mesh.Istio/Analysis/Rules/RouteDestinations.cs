using System.Globalization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>The places of a VirtualService that send requests on.</summary>
internal static class RouteDestinations
{
    /// <summary>Every destination with its field, for example <c>http[0].route[1]</c>.</summary>
    public static IEnumerable<(string Field, Resources.Destination Destination)> Of(VirtualService routes) =>
        routes.Http.SelectMany((route, i) => route.Route.Select((target, j) => (Field("http", i, j), target.Destination)))
            .Concat(routes.Tls.SelectMany((route, i) => route.Route.Select((target, j) => (Field("tls", i, j), target.Destination))))
            .Concat(routes.Tcp.SelectMany((route, i) => route.Route.Select((target, j) => (Field("tcp", i, j), target.Destination))));

    private static string Field(string kind, int route, int target) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}[{route}].route[{target}]");
}

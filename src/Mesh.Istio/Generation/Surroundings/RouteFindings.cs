using Mesh.Diagnostics;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>What is said of VirtualServices of others, for hosts and exposed services alike.</summary>
internal static class RouteFindings
{
    public static void Add(
        string path, string what, IEnumerable<(string Cluster, RoutesBeside Beside)> found, string retries,
        ICollection<Diagnostic> diagnostics)
    {
        (string Cluster, RoutesBeside Beside)[] all = [.. found.Where(pair => pair.Beside != RoutesBeside.None)];
        Say(all, beside => beside.Older, (clusters, routes) => SurroundingsDiagnostics.OlderRoute.At(
            path,
            $"In cluster(s) {clusters} VirtualService(s) {routes} route {what} for callers in the mesh and are older. Of public ones "
                + "Istio takes the oldest in every namespace, so retries and time limits of ours would hold nowhere: what dies fails "
                + "requests.",
            $"Add to every HTTP route of {routes}: {retries}; then make it private (exportTo [\".\"]), or remove it so that ours can "
                + "be written."), diagnostics);
        Say(all, beside => beside.Newer, (clusters, routes) => SurroundingsDiagnostics.NewerRouteShadowed.At(
            path,
            $"In cluster(s) {clusters} VirtualService(s) {routes} route {what} for callers in the mesh and are newer than ours. Of "
                + "public ones Istio takes the oldest in every namespace, so they hold nowhere, not even at home.",
            "Move their routes into the model, or make them private (exportTo [\".\"])."), diagnostics);
        Say(all, beside => beside.HoldInstead ? [] : beside.Wider, (clusters, routes) => SurroundingsDiagnostics.RouteReplaced.At(
            path,
            $"In cluster(s) {clusters} VirtualService(s) {routes} route {what} among others for callers in the mesh. Istio takes the one "
                + "with the whole host: with ours beside it their routes hold for it no more.",
            "Move their routes for it into the model, or leave it out of their hosts."), diagnostics);
        Say(all, beside => beside.Private, (clusters, routes) => SurroundingsDiagnostics.PrivateRouteInstead.At(
            path,
            $"In cluster(s) {clusters} VirtualService(s) {routes} route {what} for namespaces of their own, which use them instead of "
                + "ours: there a death fails requests that no retry of ours repeats.",
            $"Add to every HTTP route of {routes}: {retries}"), diagnostics);
    }

    private static void Say(
        (string Cluster, RoutesBeside Beside)[] all, Func<RoutesBeside, ValueList<string>> select, Func<string, string, Diagnostic> say,
        ICollection<Diagnostic> diagnostics)
    {
        (string Cluster, ValueList<string> Routes)[] found =
            [.. all.Select(pair => (pair.Cluster, Routes: select(pair.Beside))).Where(pair => !pair.Routes.IsEmpty)];
        if (found.Length > 0)
        {
            diagnostics.Add(say(
                string.Join(", ", found.Select(pair => pair.Cluster)),
                string.Join(", ", found.SelectMany(pair => pair.Routes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))));
        }
    }
}

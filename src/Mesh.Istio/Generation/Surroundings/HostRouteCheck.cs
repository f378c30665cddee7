using Mesh.Diagnostics;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>Finds VirtualServices of others for hosts of the model.</summary>
internal static class HostRouteCheck
{
    public static void Run(IReadOnlyList<ServedHost> hosts, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        (string Cluster, ForeignRoutes Routes)[] routes = [.. clusters.All
            .Where(cluster => cluster.Inventory is { VirtualServices.IsEmpty: false })
            .Select(cluster => (cluster.Name, new ForeignRoutes(cluster)))];
        foreach (ServedHost host in routes.Length == 0 ? [] : hosts.Where(host => HostPort.IsHttp(host.Server)))
        {
            foreach ((string cluster, ForeignRoutes beside) in routes)
            {
                ReportUnknown(host, cluster, beside, diagnostics);
            }

            RouteFindings.Add(
                host.Entry.Path, $"host '{host.Hostname}'",
                routes.Select(pair => (
                    pair.Cluster, pair.Routes.Beside(host.Hostname, host.Metadata.Namespace ?? "", host.Metadata.Name ?? ""))),
                RetryPlan.For(host.Sites.Count - 1, host.Settings).ToString(), diagnostics);
        }
    }

    private static void ReportUnknown(ServedHost host, string cluster, ForeignRoutes routes, ICollection<Diagnostic> diagnostics)
    {
        RoutesBeside beside = routes.Beside(host.Hostname, host.Metadata.Namespace ?? "", host.Metadata.Name ?? "");
        if (beside is { Older.IsEmpty: true, Unknown.IsEmpty: false })
        {
            diagnostics.Add(GenerationDiagnostics.RetryByHand.At(
                host.Entry.Path,
                $"In cluster '{cluster}' VirtualService(s) {string.Join(", ", beside.Unknown)} route host '{host.Hostname}' for callers in "
                    + "the mesh. Of public ones Istio takes the oldest, and their age was not read: ours may hold nowhere.",
                $"Read them with their creation time, or add to every HTTP route of theirs: "
                    + $"{RetryPlan.For(host.Sites.Count - 1, host.Settings)}"));
        }
    }
}

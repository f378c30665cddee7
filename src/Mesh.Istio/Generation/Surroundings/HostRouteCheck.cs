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
            RouteFindings.Add(
                host.Entry.Path, $"host '{host.Hostname}'",
                routes.Select(pair => (
                    pair.Cluster, pair.Routes.Beside(host.Hostname, host.Metadata.Namespace ?? "", host.Metadata.Name ?? ""))),
                RetryPlan.For(host.Sites.Count - 1, host.Settings).ToString(), diagnostics);
        }
    }
}

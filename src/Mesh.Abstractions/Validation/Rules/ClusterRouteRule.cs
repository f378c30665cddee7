using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// Routes to clusters name declared clusters, each once, and a host that the workspace serves; a server has either these or routes to
/// services.
/// </summary>
internal sealed class ClusterRouteRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        ServerEntry[] edges = [.. model.Servers.Where(entry => entry.IsEdge)];
        if (edges.Length == 0)
        {
            return;
        }

        HashSet<(WorkspaceEntry, string)> served = [.. model.Servers
            .Where(entry => entry.Server is HttpServer or HttpsServer && !entry.IsEdge)
            .Select(entry => (entry.Gateway.Workspace, entry.Server.Hostname))];
        foreach (ServerEntry entry in edges)
        {
            for (int i = 0; i < entry.Routes.Count; i++)
            {
                if (entry.Routes[i].Action is ClusterAction action)
                {
                    CheckAction(model, entry, entry.AtRoute(i, "action"), action, served, found);
                }
                else if (entry.Routes[i].Action is ForwardAction)
                {
                    found.Add(ModelDiagnostics.MixedRoutes.At(
                        entry.AtRoute(i, "action"), "The route leads to services, but another route of the server leads to clusters.",
                        "Serve the services by a server of their own, and let this one lead to its host."));
                }
            }
        }
    }

    private static void CheckAction(
        ModelIndex model, ServerEntry entry, string path, ClusterAction action, HashSet<(WorkspaceEntry, string)> served,
        List<Diagnostic> found)
    {
        string host = action.Host ?? entry.Server.Hostname;
        if (!served.Contains((entry.Gateway.Workspace, host)))
        {
            found.Add(ModelDiagnostics.UnservedHost.At(
                $"{path}/host", $"No HTTP or HTTPS server of the workspace that leads to services has the host '{host}'.",
                "Add such a server to a gateway of the workspace, or name one of its hosts."));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (TierCluster cluster in action.Clusters)
        {
            FailoverOrderRule.CheckCluster(model, $"{path}/clusters", cluster.Cluster, found);
            if (!seen.Add(cluster.Cluster))
            {
                found.Add(
                    ModelDiagnostics.ClusterTwiceInOrder.At(
                        $"{path}/clusters", $"Cluster '{cluster.Cluster}' is twice in the route.", "Name every cluster once."));
            }
        }

        FailoverOrderRule.CheckWeights($"{path}/clusters", action.Clusters, found);
        if (action.Fallback == true && action.Clusters.IsEmpty)
        {
            found.Add(ModelDiagnostics.FallbackFromNothing.At(
                $"{path}/fallback", "The route names no clusters, so it leads to all of them in order anyway.",
                "Remove the fallback, or name the clusters of first choice."));
        }

        if (action.RewritePath is { } rewrite && !rewrite.StartsWith('/'))
        {
            found.Add(
                ModelDiagnostics.InvalidRewrite.At(
                    $"{path}/rewritePath", $"rewritePath '{rewrite}' does not begin with '/'.", "Begin it with a slash."));
        }
    }
}

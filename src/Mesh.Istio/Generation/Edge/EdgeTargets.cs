using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Edge;

/// <summary>Where an edge server in one cluster sends requests.</summary>
/// <param name="server">The server.</param>
/// <param name="settings">The settings in force for it.</param>
/// <param name="view">The host of an action as the cluster sees it; null when it knows no such host.</param>
internal sealed class EdgeTargets(GatewayServer server, TrafficSettings settings, Func<string, HostView?> view)
{
    private const int Unavailable = 503;

    /// <summary>The host that an action leads to.</summary>
    public string HostOf(ClusterAction action) => action.Host ?? server.Hostname;

    /// <summary>Whether an action gives clusters shares of their own, which needs a subset for each.</summary>
    public static bool IsSplit(ClusterAction action) => !action.Clusters.IsEmpty && action.Fallback != true;

    /// <summary>The clusters of an action that get requests. A drained one gets none while another is left.</summary>
    public static TierCluster[] Usable(ClusterAction action, HostView? view)
    {
        if (view is null)
        {
            return [];
        }

        TierCluster[] reached = [.. action.Clusters.Where(cluster => view.Endpoints.Any(endpoint => endpoint.Target == cluster.Cluster))];
        TierCluster[] active = [.. reached.Where(cluster => view.Host.Sites[cluster.Cluster].Cluster.State != ClusterState.Drained)];
        return active.Length > 0 ? active : reached;
    }

    public IEnumerable<Api.HttpRoute> Apply(ClusterAction action, Api.HttpRoute route, TimeSpan? timeout)
    {
        HostView? host = view(HostOf(action));
        ValueList<HttpRouteDestination> destinations = Destinations(action, host);
        return destinations.IsEmpty
            ? [route with { DirectResponse = new HttpDirectResponse { Status = Unavailable } }]
            : RetryRoutes.Of(
                route with { Route = destinations, Rewrite = Rewrite(action), Timeout = timeout }, Plan(action, host!));
    }

    private HttpRewrite? Rewrite(ClusterAction action)
    {
        // On the mesh port a request whose SNI and authority disagree finds no route.
        string? authority = HostOf(action) == server.Hostname ? null : HostOf(action);
        return authority is null && action.RewritePath is null ? null : new HttpRewrite { Uri = action.RewritePath, Authority = authority };
    }

    private RetryPlan Plan(ClusterAction action, HostView host) =>
        RetryPlan.For(IsSplit(action) ? 0 : host.HighestRank, settings) with
        {
            IsGrpc = host.Host.Protocol == HttpProtocol.Grpc,
            Idempotent = (settings.Retries?.Idempotent, host.Host.Settings.Retries?.Idempotent) switch
            {
                (false, _) or (_, false) => false,
                (true, _) or (_, true) => true,
                _ => null,
            },
        };

    private static ValueList<HttpRouteDestination> Destinations(ClusterAction action, HostView? view)
    {
        if (view is null || view.Endpoints.Count == 0)
        {
            return [];
        }

        if (!IsSplit(action))
        {
            return [new HttpRouteDestination { Destination = To(view, null), Weight = 100 }];
        }

        TierCluster[] clusters = Usable(action, view);
        int[] weights = RouteWeights.Of([.. clusters.Select(cluster => cluster.Weight)]);
        return clusters.Select((cluster, i) => new HttpRouteDestination
        {
            Destination = To(view, ObjectNames.Subset(cluster.Cluster)),
            Weight = weights[i],
        }).ToValueList();
    }

    private static Api.Destination To(HostView view, string? subset) => new()
    {
        Host = view.Host.Hostname,
        Port = new PortSelector { Number = HostPort.Of(view.Host).Number },
        Subset = subset,
    };
}

using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Ways in which edge and transit gateways can be wrong.</summary>
internal static class EdgeFaults
{
    private const string WorkspacePath = "tenants/dev/workspaces/bookinfo";
    private const string Action = $"{WorkspacePath}/gateways/edge/servers/web/routes/0/action";

    public static IEnumerable<ModelFault> All { get; } =
    [
        new("MM135", $"{WorkspacePath}/gateways/edge/servers/web/routes/1/action", "services beside clusters", Edge(
            new Route
            {
                Matches = [new HttpMatch { Path = TextMatch.Prefix("/a") }],
                Action = new ClusterAction { Host = Server.Hostname },
            }, DetailsRoute)),
        new("MM136", $"{Action}/host", "nobody serves it", Edge(new ClusterAction { Host = "other.example.com" })),
        new("MM136", $"{Action}/host", "its own host, which nobody serves", Edge(new ClusterAction())),
        new("MM136", $"{Action}/host", "TCP", Edge(new ClusterAction { Host = Tcp.Hostname })),
        new("MM015", $"{Action}/clusters", "unknown cluster on an edge", Edge(To("azure"))),
        new("MM090", $"{Action}/clusters", "twice on an edge", Edge(To("aws", "aws"))),
        new("MM091", $"{Action}/clusters", "some weights on an edge", Edge(new ClusterAction { Host = Server.Hostname, Clusters = [new("aws", 1), new("gcp")] })),
        new("MM091", $"{Action}/clusters", "zero on an edge", Edge(new ClusterAction { Host = Server.Hostname, Clusters = [new("aws", 0), new("gcp", 1)] })),
        new("MM068", $"{Action}/rewritePath", "no slash on an edge", Edge(new ClusterAction { Host = Server.Hostname, RewritePath = "a" })),
        new("MM137", $"{Action}/fallback", "no clusters", Edge(new ClusterAction { Host = Server.Hostname, Fallback = true })),
        new("MM021", "networkReachability/a b", "spelling in reachability", With(Networked() with { NetworkReachability = [new("a b", [])] })),
        new("MM021", "networkReachability/one/0", "empty in reachability", With(Networked() with { NetworkReachability = [new("one", [""])] })),
        new("MM138", "networkReachability/three", "unknown network", With(Networked() with { NetworkReachability = [new("three", [])] })),
        new("MM138", "networkReachability/one/0", "unknown network reached", With(Networked() with { NetworkReachability = [new("one", ["three"])] })),
        new("MM139", $"{GatewayPath}/transit", "everything reaches everything", With(Gw with { Transit = true })),
    ];

    private static ClusterAction To(params string[] clusters) =>
        new() { Host = Server.Hostname, Clusters = clusters.Select(cluster => new TierCluster(cluster)).ToValueList() };

    private static Organization Networked() => Org with { Clusters = [Aws with { Network = "one" }, Gcp with { Network = "two" }] };

    private static MeshModel Edge(ClusterAction action) => Edge(new Route { Action = action });

    private static MeshModel Edge(params Route[] routes) => With(
        Gw with { Servers = [Server, Tcp] },
        new WorkspaceGateway
        {
            Name = "edge",
            Namespace = "backend",
            Workload = [new("app", "edge")],
            Servers = [new HttpServer { Name = "web", Hostname = "www.example.com", Routes = [.. routes] }],
        });
}

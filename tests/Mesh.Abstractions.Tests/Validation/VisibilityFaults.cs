using static Mesh.Abstractions.Tests.Validation.Valid;

namespace Mesh.Abstractions.Tests.Validation;

/// <summary>Ways in which it can be wrong who sees a host.</summary>
internal static class VisibilityFaults
{
    private const string ServerPath = "tenants/dev/workspaces/bookinfo/gateways/edge/servers/web";
    private const string HostPath = "tenants/dev/workspaces/bookinfo/gateways/ingress/servers/details";

    public static IEnumerable<ModelFault> All { get; } =
    [
        new("MM180", $"{HostPath}/visibleTo/0", "unknown workspace", With(Server with { VisibleTo = ["tenants/dev/workspaces/shop"] })),
        new("MM180", $"{HostPath}/visibleTo/1", "name instead of a path", With(Server with { VisibleTo = ["tenants/dev", "dev"] })),
        new("MM181", $"{HostPath}/visibleTo/1", "twice", With(Server with { VisibleTo = ["tenants/dev", "tenants/dev"] })),
        new("MM181", $"{HostPath}/visibleTo/0", "own workspace", With(Server with { VisibleTo = ["tenants/dev/workspaces/bookinfo"] })),
        new("MM182", $"{ServerPath}/meshOnly", "an edge without port", Edge(Web with { MeshOnly = true })),
        new("MM183", $"{ServerPath}/visibleTo", "an edge that pods do not see", Edge(Web with { VisibleTo = [] })),
        new("MM034", "tenants/dev/workspaces/bookinfo/gateways/ingress/servers/db/port", "TCP for the mesh without number", With((GatewayServer)(Tcp with { Name = "db", MeshOnly = true, Port = 0 }))),
    ];

    private static HttpServer Web => new()
    {
        Name = "web",
        Hostname = "web.example.com",
        Routes = [new Route { Action = new ClusterAction { Host = Server.Hostname } }],
    };

    private static MeshModel Edge(HttpServer web) => With(
        Gw, Gw with { Name = "edge", Workload = [new("app", "edge")], Servers = [web] });
}

using Mesh.Inventories;

namespace Mesh.Istio.Tests.Generation;

/// <summary>What makes a faultless mesh faulty.</summary>
public partial class GenerationDiagnosticsTests
{
    private static ValueList<ServiceInfo> Except(ClusterInventory facts, string service) =>
        facts.Services.Where(candidate => candidate.Name != service).ToValueList();

    private static ClusterInventory WithGateway(ClusterInventory facts, Func<ServiceInfo, ServiceInfo> change) => facts with
    {
        Services = facts.Services.Select(service => service.Name == "ingress" ? change(service) : service).ToValueList(),
    };

    private static ValueList<WorkloadInfo> Moved(ClusterInventory facts, Func<int, Locality> where) =>
        facts.Workloads.Select((pod, i) => pod with { Locality = new ResolvedLocality(where(i), []) }).ToValueList();

    private static MeshModel WithWorkspace(MeshModel model, Func<Workspace, Workspace> change) => model with
    {
        Organization = model.Organization with
        {
            Tenants = [model.Organization.Tenants[0] with { Workspaces = [change(model.Organization.Tenants[0].Workspaces[0])] }],
        },
    };

    private static MeshModel WithModelGateway(MeshModel model, Func<WorkspaceGateway, WorkspaceGateway> change) =>
        WithWorkspace(model, workspace => workspace with { Gateways = [change(workspace.Gateways[0])] });

    private static MeshModel WithServer(MeshModel model, Func<GatewayServer, GatewayServer> change) =>
        WithModelGateway(model, gateway => gateway with { Servers = [change(gateway.Servers[0])] });

    private static MeshModel WithSelectors(MeshModel model, params string[] selectors) =>
        WithWorkspace(model, workspace => workspace with { Namespaces = selectors.Select(NamespaceSelector.Parse).ToValueList() });

    private static MeshModel WithTimeout(MeshModel model, TimeSpan? timeout) =>
        WithWorkspace(model, workspace => workspace with { Settings = new TrafficSettings { RequestTimeout = timeout } });

    private static MeshModel WithWeights(MeshModel model) => WithWorkspace(model, workspace => workspace with
    {
        Settings = workspace.Settings! with
        {
            Failover =
            new() { Order = [new([new("aws", int.MaxValue), new("gcp", int.MaxValue - 2)])] }
        },
    });

    private static MeshModel WithProtocol(MeshModel model, HttpProtocol protocol) =>
        WithServer(model, server => ((HttpServer)server) with { Protocol = protocol });

    private static MeshModel WithSecondRoute(MeshModel model) => WithServer(model, server => ((HttpServer)server) with
    {
        Routes = ((HttpServer)server).Routes.Add(new Route
        {
            Matches = [new HttpMatch { Path = new TextMatch(TextMatchKind.Prefix, "/calls") }],
            Action = new ForwardAction { Destinations = [new ServiceDestination { Service = "calls", Port = 7070 }] },
        }),
    });

    private static ClusterAction To(string cluster, bool fallback = false) =>
        new() { Host = "details.example.com", Clusters = [new TierCluster(cluster)], Fallback = fallback ? true : null };

    private static MeshModel WithSettings(MeshModel model, string service, TrafficSettings settings) =>
        WithWorkspace(model, workspace => workspace with
        {
            ServiceSettings = [new ServiceSettings { Service = service, Settings = settings }],
        });

    private static MeshModel WithEdges(MeshModel model, params ClusterAction[] actions) => WithWorkspace(model, workspace => workspace with
    {
        Gateways =
        [
            .. workspace.Gateways,
            .. actions.Select((action, i) => new WorkspaceGateway
            {
                Name = i == actions.Length - 1 ? "edge" : $"before{i}",
                Namespace = "bookinfo",
                Workload = [new("app", $"edge{i}")],
                Servers = [new HttpServer { Name = "web", Hostname = $"www{i}.example.com", Routes = [new() { Action = action }] }],
            }),
        ],
    });

    private static MeshModel WithTransit(MeshModel model) => WithWorkspace(model, workspace => workspace with
    {
        Gateways = workspace.Gateways.Add(
            new WorkspaceGateway { Name = "transit", Namespace = "bookinfo", Workload = [new("app", "transit")], Transit = true }),
    });

    private static MeshModel WithNetworks(MeshModel model) => model with
    {
        Organization = model.Organization with
        {
            Clusters = model.Organization.Clusters.Select(cluster => cluster with { Network = cluster.Name }).ToValueList(),
            NetworkReachability = [new("gcp", ["aws"])],
        },
    };

    private static MeshModel WithState(MeshModel model, ClusterState state, string name = "aws") => model with
    {
        Organization = model.Organization with
        {
            Clusters = model.Organization.Clusters.Select(cluster => cluster.Name == name ? cluster with { State = state } : cluster)
                .ToValueList(),
        },
    };

    private static MeshModel WithGuardrail(MeshModel model) =>
        WithWorkspace(model, workspace => workspace with { Security = new() { Access = new() { Scope = AccessScope.Workspace } } });

    private static MeshModel WithNamespaceOfAnother(MeshModel model)
    {
        MeshModel limited = WithGuardrail(WithSelectors(model, "*/bookinfo", "aws/payments"));
        Tenant tenant = limited.Organization.Tenants[0];
        var other = new Workspace { Name = "other", Namespaces = [new("gcp", "payments")] };
        return limited with
        {
            Organization =
            limited.Organization with { Tenants = [tenant with { Workspaces = tenant.Workspaces.Add(other) }] }
        };
    }

    private static MeshModel WithSecondGateway(MeshModel model) => WithWorkspace(model, workspace => workspace with
    {
        Gateways = workspace.Gateways.Add(workspace.Gateways[0] with { Name = "second", Workload = [new("app", "second")] }),
    });
}

using System.Globalization;
using Mesh.Inventories;

namespace Mesh.Benchmarks.Generation;

/// <summary>
/// A mesh of any size: each workspace stands in three neighbouring clusters, with ten services behind one gateway; with everything on, the
/// services are exposed under their own names too and have settings of their own, and every workspace limits access and reachability.
/// </summary>
internal static class LargeMesh
{
    private const int ServicesPerWorkspace = 10;
    private const int ClustersPerWorkspace = 3;

    public static MeshModel Model(int clusters, int services, bool everything = false) => new(new Organization
    {
        Name = "bench",
        Clusters = Enumerable.Range(0, clusters)
            .Select(i => new Cluster { Name = Text($"c{i}"), Locality = new Locality(Text($"r{i % 10}")) }).ToValueList(),
        Tenants =
        [
            new Tenant
            {
                Name = "t",
                Workspaces = Enumerable.Range(0, services / ServicesPerWorkspace)
                    .Select(w => everything ? Everything(Workspace(w, clusters)) : Workspace(w, clusters)).ToValueList(),
            },
        ],
    });

    public static Inventory Inventory(int clusters, int services) => new()
    {
        Clusters = Enumerable.Range(0, clusters).Select(c => Cluster(c, clusters, services / ServicesPerWorkspace)).ToValueList(),
    };

    /// <summary>The same with addresses of its own for every pod and Service, and pods with sidecars, so that calls arrive.</summary>
    public static Inventory Reachable(int clusters, int services) => Reachable(Inventory(clusters, services));

    private static Inventory Reachable(Inventory inventory) => inventory with
    {
        Clusters = inventory.Clusters.Select((cluster, number) => cluster with
        {
            Workloads = cluster.Workloads.Select((pod, i) => pod with
            {
                Address = Address(10, number, i),
                Labels = pod.Labels.With("security.istio.io/tlsMode", "istio"),
            }).ToValueList(),
            Services = cluster.Services.Select((service, i) => service with
            {
                ClusterIps = [Address(172, number, i)],
                ExternalAddresses = service.ExternalAddresses.IsEmpty ? default : [Address(34, number, i)],
            }).ToValueList(),
        }).ToValueList(),
    };

    private static string Address(int first, int cluster, int number) => Text($"{first}.{cluster}.{number / 250}.{(number % 250) + 1}");

    private static Workspace Workspace(int number, int clusters) => new()
    {
        Name = Text($"w{number}"),
        Namespaces = Enumerable.Range(0, ClustersPerWorkspace)
            .Select(k => new NamespaceSelector(Text($"c{(number + k) % clusters}"), Text($"ns{number}")))
            .ToValueList(),
        Gateways =
        [
            new WorkspaceGateway
            {
                Name = "ingress",
                Namespace = Text($"ns{number}"),
                Workload = [new("app", Text($"ingress-{number}"))],
                Servers = Enumerable.Range(0, ServicesPerWorkspace).Select(s => (GatewayServer)Server(number, s)).ToValueList(),
            },
        ],
    };

    private static Workspace Everything(Workspace workspace) => workspace with
    {
        EastWestGateways =
        [
            new EastWestGateway
            {
                Name = EastWestGateway.DefaultName,
                Namespace = workspace.Gateways[0].Namespace,
                Workload = workspace.Gateways[0].Workload,
                Services = Enumerable.Range(0, ServicesPerWorkspace).Select(s => Text($"svc{s}")).ToValueList(),
            },
        ],
        ServiceSettings = Enumerable.Range(0, ServicesPerWorkspace)
            .Select(s => new ServiceSettings
            {
                Service = Text($"{workspace.Gateways[0].Namespace}/svc{s}"),
                Settings = new TrafficSettings
                {
                    RequestTimeout = TimeSpan.FromSeconds(9),
                    Retries = new RetrySettings { Idempotent = s % 2 == 0 },
                },
            })
            .ToValueList(),
        Security = new SecuritySettings
        {
            MutualTls = MutualTlsPolicy.Required,
            Access = new AccessSettings { Scope = AccessScope.Tenant },
            Reachability = new AccessSettings { Scope = AccessScope.Workspace },
        },
    };

    private static HttpServer Server(int workspace, int service) => new HttpServer
    {
        Name = Text($"s{service}"),
        Hostname = Text($"svc{service}.ws{workspace}.example.com"),
        Routes = [new Route
        {
            Action = new ForwardAction { Destinations = [new ServiceDestination { Service = Text($"svc{service}"), Port = 9080 }] },
        }],
    };

    private static ClusterInventory Cluster(int number, int clusters, int workspaces)
    {
        int[] here = [.. Enumerable.Range(0, workspaces).Where(
            w => Enumerable.Range(0, ClustersPerWorkspace).Any(k => (w + k) % clusters == number))];
        return new ClusterInventory
        {
            Name = Text($"c{number}"),
            TrustDomain = "cluster.local",
            Network = Text($"n{number}"),
            Namespaces = here.Select(w => new NamespaceInfo { Name = Text($"ns{w}") }).ToValueList(),
            Services = here.SelectMany(w => Services(number, w)).ToValueList(),
            Workloads = here.SelectMany(
                w => Enumerable.Range(0, ServicesPerWorkspace).Select(s => Pod(number, w, Text($"svc{s}"))).Append(
                    Pod(number, w, Text($"ingress-{w}")))).ToValueList(),
        };
    }

    private static WorkloadInfo Pod(int cluster, int workspace, string app) => new()
    {
        Name = $"{app}-0",
        Namespace = Text($"ns{workspace}"),
        Labels = [new("app", app)],
        ServiceAccount = app,
        Ready = true,
        InMesh = true,
        Locality = new ResolvedLocality(new Locality(Text($"r{cluster % 10}"), Text($"z{cluster}")), []),
    };

    private static IEnumerable<ServiceInfo> Services(int cluster, int workspace) =>
        Enumerable.Range(0, ServicesPerWorkspace)
            .Select(s => new ServiceInfo
            {
                Name = Text($"svc{s}"),
                Namespace = Text($"ns{workspace}"),
                ClusterIps = ["10.0.0.1"],
                Ports = [new ServicePortInfo { Name = "http", Number = 9080 }],
                Selector = [new("app", Text($"svc{s}"))],
            })
            .Append(new ServiceInfo
            {
                Name = "ingress",
                Namespace = Text($"ns{workspace}"),
                ClusterIps = ["10.1.1.1"],
                ExternalAddresses = [Text($"34.{cluster}.{workspace % 250}.1")],
                Ports = [new ServicePortInfo { Name = "http2", Number = 80 },
                    new ServicePortInfo { Name = "mtls", Number = GatewayServer.MeshPort }],
                Selector = [new("app", Text($"ingress-{workspace}"))],
            });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Generation;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation;

/// <summary>One plan, many threads: all clusters at once give what they give one after the other.</summary>
public class ParallelGenerationTests
{
    private const int Clusters = 48;
    private const int Workspaces = 24;
    private const int Rounds = 200;

    [Fact]
    public void Clusters_of_one_plan_are_generated_in_parallel()
    {
        Inventory inventory = Inventory();
        ClusterResources[] expected = [.. Plan(inventory, withGateways: true).GenerateAll()];
        GenerationPlan plan = Plan(inventory, withGateways: true);

        Assert.Equal(expected, InParallel(plan));
    }

    [Fact]
    public void What_no_thread_has_asked_for_yet_can_be_asked_for_by_all_at_once()
    {
        Inventory inventory = Inventory();
        ClusterResources[] expected = [.. Plan(inventory, withGateways: false).GenerateAll()];

        for (int round = 0; round < Rounds; round++)
        {
            Assert.Equal(expected, InParallel(Plan(inventory, withGateways: false)));
        }
    }

    [Fact]
    public void Objects_are_explained_in_parallel()
    {
        MeshResources resources = new IstioGenerator().Generate(Model(), Inventory());
        (string Cluster, IstioObject Value)[] objects = [
            .. resources.Clusters.SelectMany(cluster => cluster.Objects, (cluster, value) => (cluster.Cluster, value))];
        string[] expected = [.. objects.Select(each => resources.Explain(each.Value)!.ToString())];
        var texts = new string[objects.Length];

        Parallel.For(
            0, objects.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => texts[i] = resources.Explain(objects[i].Value)!.ToString());

        Assert.Equal(expected, texts);
        Assert.All(objects, each => Assert.Equal(each.Cluster, resources.Explain(each.Value)!.Cluster));
    }

    private static GenerationPlan Plan(Inventory inventory, bool withGateways) =>
        new IstioGenerator().Prepare(Model(withGateways), inventory);

    private static ClusterResources[] InParallel(GenerationPlan plan)
    {
        string[] clusters = [.. plan.Clusters];
        var generated = new ClusterResources[clusters.Length];
        Parallel.For(
            0, clusters.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => generated[i] = plan.Generate(clusters[i]));
        return generated;
    }

    private static MeshModel Model(bool withGateways = true) => new(new Organization
    {
        Name = "many",
        Clusters = Enumerable
            .Range(0, Clusters)
            .Select(i => new Cluster { Name = Name($"c{i}"), Locality = new Locality(Name($"r{i % 5}")) })
            .ToValueList(),
        Security = new SecuritySettings
        {
            Access = new AccessSettings { Scope = AccessScope.Tenant },
            Reachability = new AccessSettings { Scope = AccessScope.Workspace },
        },
        Tenants = [.. Enumerable.Range(0, 2).Select(tenant => new Tenant
        {
            Name = Name($"t{tenant}"),
            Workspaces = Enumerable.Range(0, Workspaces).Where(w => w % 2 == tenant).Select(w => Workspace(w, withGateways)).ToValueList(),
        })],
    });

    private static Workspace Workspace(int number, bool withGateways) => new()
    {
        Name = Name($"w{number}"),
        Namespaces = [new NamespaceSelector("*", Name($"ns{number}"))],
        Gateways = !withGateways ? [] :
        [
            new WorkspaceGateway
            {
                Name = "ingress",
                Namespace = Name($"ns{number}"),
                Workload = [new("app", Name($"ingress{number}"))],
                Servers =
                [
                    new HttpServer
                    {
                        Name = "web",
                        Hostname = Name($"web{number}.example.com"),
                        Routes = [
                            new Route
                            {
                                Action = new ForwardAction { Destinations = [new ServiceDestination { Service = "web", Port = 80 }] },
                            }],
                    },
                ],
            },
        ],
        EastWestGateways = !withGateways
            ? []
            : [new EastWestGateway { Name = EastWestGateway.DefaultName, Namespace = Name($"ns{number}"), Services = ["web"] }],
    };

    private static Inventory Inventory() => new()
    {
        Clusters = Enumerable.Range(0, Clusters).Select(c => new ClusterInventory
        {
            Name = Name($"c{c}"),
            TrustDomain = Name($"td{c}"),
            Namespaces = Enumerable.Range(0, Workspaces).Select(w => new NamespaceInfo { Name = Name($"ns{w}") }).ToValueList(),
            // A workspace's gateway is in three clusters only; the namespace is everywhere.
            Services = Enumerable.Range(0, Workspaces).Where(w => (c + w) % 16 == 0).SelectMany(w => Services(c, w)).ToValueList(),
            Workloads = Enumerable
                .Range(0, Workspaces)
                .Where(w => (c + w) % 16 == 0)
                .SelectMany(w => new[] { Pod(w, "web"), Pod(w, Name($"ingress{w}")) })
                .ToValueList(),
        }).ToValueList(),
    };

    private static ServiceInfo[] Services(int cluster, int workspace) =>
    [
        new ServiceInfo
        {
            Name = "web",
            Namespace = Name($"ns{workspace}"),
            ClusterIps = ["10.0.0.1"],
            Selector = [new("app", "web")],
            Ports = [new() { Name = "http", Number = 80 }],
        },
        new ServiceInfo
        {
            Name = "ingress",
            Namespace = Name($"ns{workspace}"),
            ClusterIps = ["10.0.0.2"],
            ExternalAddresses = [Name($"34.{cluster}.{workspace}.1")],
            Selector = [new("app", Name($"ingress{workspace}"))],
            Ports = [new() { Name = "http", Number = 80 }, new() { Name = "mtls", Number = GatewayServer.MeshPort }],
        },
    ];

    private static WorkloadInfo Pod(int workspace, string app) => new()
    {
        Name = $"{app}-0",
        Namespace = Name($"ns{workspace}"),
        Labels = [new("app", app)],
        ServiceAccount = app,
        Ready = true,
        InMesh = true,
    };

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Generation;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation;

/// <summary>One plan, many threads: all clusters at once give what they give one after the other.</summary>
public class ParallelGenerationTests
{
    private const int Clusters = 48;
    private const int Workspaces = 24;
    private const int Rounds = 40;

    [Fact]
    public void Clusters_of_one_plan_are_generated_in_parallel()
    {
        Inventory inventory = Inventory();
        string[] expected = [.. Plan(inventory).GenerateAll().Select(Text)];

        for (int round = 0; round < Rounds; round++)
        {
            // A new plan each time: only what no thread has asked for yet can be filled by two.
            GenerationPlan plan = Plan(inventory);
            string[] clusters = [.. plan.Clusters];
            var texts = new string[clusters.Length];
            Parallel.For(0, clusters.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => texts[i] = Text(plan.Generate(clusters[i])));

            Assert.Equal(expected, texts);
        }
    }

    [Fact]
    public void Objects_are_explained_in_parallel()
    {
        MeshResources resources = new IstioGenerator().Generate(Model(), Inventory());
        (string Cluster, IstioObject Value)[] objects = [.. resources.Clusters.SelectMany(cluster => cluster.Objects, (cluster, value) => (cluster.Cluster, value))];
        string[] expected = [.. objects.Select(each => resources.Explain(each.Value)!.ToString())];
        var texts = new string[objects.Length];

        Parallel.For(0, objects.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => texts[i] = resources.Explain(objects[i].Value)!.ToString());

        Assert.Equal(expected, texts);
        Assert.All(objects, each => Assert.Equal(each.Cluster, resources.Explain(each.Value)!.Cluster));
    }

    private static GenerationPlan Plan(Inventory inventory) => new IstioGenerator().Prepare(Model(), inventory);

    private static string Text(ClusterResources cluster) => string.Concat(cluster.Objects.Select(ManifestWriter.ToYaml));

    private static MeshModel Model() => new(new Organization
    {
        Name = "many",
        Clusters = Enumerable.Range(0, Clusters).Select(i => new Cluster { Name = Name($"c{i}"), Locality = new Locality(Name($"r{i % 5}")) }).ToValueList(),
        Security = new SecuritySettings
        {
            Access = new AccessSettings { Scope = AccessScope.Tenant },
            Reachability = new AccessSettings { Scope = AccessScope.Workspace },
        },
        Tenants = [.. Enumerable.Range(0, 2).Select(tenant => new Tenant
        {
            Name = Name($"t{tenant}"),
            Workspaces = Enumerable.Range(0, Workspaces).Where(w => w % 2 == tenant).Select(Workspace).ToValueList(),
        })],
    });

    private static Workspace Workspace(int number) => new()
    {
        Name = Name($"w{number}"),
        Namespaces = [new NamespaceSelector("*", Name($"ns{number}"))],
        Gateways =
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
                        Routes = [new Route { Action = new ForwardAction { Destinations = [new ServiceDestination { Service = "web", Port = 80 }] } }],
                    },
                ],
            },
        ],
        EastWestGateways = [new EastWestGateway { Name = EastWestGateway.DefaultName, Namespace = Name($"ns{number}"), Services = ["web"] }],
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
            Workloads = Enumerable.Range(0, Workspaces).Where(w => (c + w) % 16 == 0).SelectMany(w => new[] { Pod(w, "web"), Pod(w, Name($"ingress{w}")) }).ToValueList(),
        }).ToValueList(),
    };

    private static ServiceInfo[] Services(int cluster, int workspace) =>
    [
        new ServiceInfo
        {
            Name = "web", Namespace = Name($"ns{workspace}"), ClusterIps = ["10.0.0.1"], Selector = [new("app", "web")], Ports = [new() { Name = "http", Number = 80 }],
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
        Name = $"{app}-0", Namespace = Name($"ns{workspace}"), Labels = [new("app", app)], ServiceAccount = app, Ready = true, InMesh = true,
    };

    private static string Name(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

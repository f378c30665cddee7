using Mesh.Annotations;
using Mesh.Inventories;
using Mesh.Istio.Apply;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Isolation;
using Mesh.Istio.Tests.Reconciling;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>
/// One team's worst workspace or annotation leaves every other team's files as they are: 200 of them, made by rule from a seed.
/// </summary>
public sealed class HostileTeamTests : IDisposable
{
    private static readonly string[] Texts =
    [
        "", " ", "A", "x", "-", ".", "..", "/", "*", "*.example.com", "b.example.com", "B.EXAMPLE.COM", "https://b.example.com",
            "10.0.0.1", "b.example.com.", "b", "b/web",
        "aws", "gcp", "mars", "ingress", "web", "tenants/t/workspaces/b", "\u0000", "\ud800", "\u00e4", "a\nb", "'\"{[", "0", "-1",
            "99999999999", "true", "null", "<<", "&a", new('n', 64), new('n', 5000),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("mesh").FullName;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_others_files_stay_as_they_are(int seed)
    {
        TwoTeams.Generate("a.example.com", "b.example.com").WriteTo(_folder);
        Dictionary<string, string> before = FilesOfB();
        (MeshModel model, Inventory inventory) = Worst(seed, "b.example.com");

        WriteResult result = new IstioGenerator().Generate(model, inventory).WriteTo(_folder);

        Assert.NotEmpty(before);
        Assert.Equal(before, FilesOfB());
        Assert.DoesNotContain(result.Diagnostics, d => d.Code == "MY018");
    }

    /// <summary>What a seed makes of the first team: a workspace or annotations.</summary>
    internal static (MeshModel Model, Inventory Inventory) Worst(int seed, string hostOfB)
    {
        var random = new Random(seed);
        MeshModel model = TwoTeams.Model("a.example.com", hostOfB, "us-east-2");
        Inventory inventory = TwoTeams.Inventory;
        if (seed % 2 == 0)
        {
            Tenant tenant = model.Organization.Tenants[0];
            Workspace worst = Worsen(tenant.Workspaces[0], random);
            model = model with
            {
                Organization = model.Organization with { Tenants = [tenant with { Workspaces = [worst, tenant.Workspaces[1]] }] },
            };
        }
        else
        {
            inventory = inventory with { Clusters = inventory.Clusters.Select(cluster => Annotate(cluster, random)).ToValueList() };
            model = model.WithServiceAnnotations(inventory).Model;
        }

        return (model, inventory);
    }

    [Fact]
    public async Task The_others_objects_stay_as_they_are_when_the_model_is_applied()
    {
        await using TeamClusters clusters = await TeamClusters.StartAsync();
        Applier applier = clusters.Applier();
        await clusters.AssertCorpusAsync(
            host => applier.ApplyAsync(TwoTeams.Generate("a.example.com", host)),
            async (seed, host) =>
            {
                (MeshModel model, Inventory inventory) = Worst(seed, host);
                MeshResources resources = new IstioGenerator().Generate(model, inventory);
                await applier.ApplyAsync(resources);
                return new RemovalGuard(resources.Diagnostics).HoldOf("t", "a") is not null;
            },
            updates: false);
    }

    [Fact]
    public async Task The_others_objects_stay_as_they_are_when_the_model_is_reconciled()
    {
        await using TeamClusters clusters = await TeamClusters.StartAsync();
        var models = new PushedModels();
        await using Replica replica = clusters.Reconcile(models);
        await clusters.AssertCorpusAsync(
            host =>
            {
                models.Push(TwoTeams.Model("a.example.com", host, "us-east-2"));
                return Task.CompletedTask;
            },
            (seed, host) =>
            {
                (MeshModel model, Inventory inventory) = Worst(seed, host);
                models.Push(model);
                return Task.FromResult(new RemovalGuard(new IstioGenerator().Generate(model, inventory).Diagnostics)
                    .HoldOf("t", "a") is not null);
            },
            updates: false);
    }

    private static Workspace Worsen(Workspace workspace, Random random)
    {
        WorkspaceGateway gateway = workspace.Gateways[0];
        var server = (HttpServer)gateway.Servers[0];
        return random.Next(7) switch
        {
            0 => workspace with { Name = Text(random) },
            1 => workspace with { Gateways = [gateway with { Name = Text(random) }] },
            2 => workspace with { Gateways = [gateway with { Servers = [server with { Hostname = Text(random) }] }] },
            3 =>
                workspace with
                {
                    Gateways = [gateway with { Servers = [server with { Name = Text(random), Port = random.Next(-1, 70_000) }] }],
                },
            4 => workspace with { Gateways = [gateway with { Workload = [new(Text(random), Text(random))] }] },
            5 => workspace with { Labels = [new(Text(random), Text(random))], Annotations = [new(Text(random), Text(random))] },
            _ => workspace with { Gateways = [.. Enumerable.Repeat(gateway, random.Next(0, 4))] },
        };
    }

    private static ClusterInventory Annotate(ClusterInventory cluster, Random random) => cluster with
    {
        Services = cluster.Services.Select(service => service.Namespace != "a" ? service : service with
        {
            Annotations = new[] { "host", "expose", "gateway", "port", "fallback" }.Where(_ => random.Next(2) == 0)
                .Select(key => KeyValuePair.Create($"multicluster.mesh/{key}", Text(random))).ToValueMap(),
        }).ToValueList(),
    };

    private static string Text(Random random) => Texts[random.Next(Texts.Length)];

    private Dictionary<string, string> FilesOfB() => Directory.EnumerateFiles(_folder, "*.yaml", SearchOption.AllDirectories)
        .Select(file => (Name: Path.GetRelativePath(_folder, file), Text: File.ReadAllText(file)))
        .Where(file => file.Text.Contains("/workspace: b\n", StringComparison.Ordinal))
        .ToDictionary(file => file.Name, file => file.Text);
}

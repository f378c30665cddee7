using System.Globalization;
using System.Text;
using Mesh.Diagnostics;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Generation.Beside;

/// <summary>
/// Two clusters with services, a gateway of the model's and workloads of another team, in which users have something of their own in aws.
/// </summary>
internal sealed class BesideScene
{
    internal const string Cluster = "aws";
    private const string Home = "bookinfo-backend";

    // What users have is from between these; ours was there before in one case and comes after in the other.
    private static readonly DateTimeOffset Users = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Earlier = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private BesideScene(
        MeshResources before, MeshResources after, MeshResources alone, Inventory inventory, DiagnosticList findings)
    {
        Before = before;
        After = after;
        Alone = alone;
        Inventory = inventory;
        Findings = findings;
    }

    /// <summary>What users have alone.</summary>
    internal MeshResources Before { get; }

    /// <summary>What is generated, with what users have beside it.</summary>
    internal MeshResources After { get; }

    /// <summary>What is generated where users have nothing.</summary>
    internal MeshResources Alone { get; }

    internal Inventory Inventory { get; }

    /// <summary>Whether the model says who may call.</summary>
    internal bool IsLimited { get; private init; }

    /// <summary>What generation says.</summary>
    internal DiagnosticList Findings { get; }

    /// <summary>The objects of users as <c>namespace/name</c>.</summary>
    internal IEnumerable<string> Names => Before[Cluster].Select(value => $"{value.Metadata.Namespace}/{value.Metadata.Name}");

    /// <param name="model">What Mesh is told.</param>
    /// <param name="objects">What users have in aws, as YAML.</param>
    /// <param name="isOursOlder">Whether what is generated was there before what users have.</param>
    /// <param name="isLimited">Whether the model says who may call.</param>
    internal static BesideScene Of(MeshModel model, string objects, bool isOursOlder, bool isLimited = false)
    {
        ManifestSet read = ManifestReader.Read(objects, "users");
        Assert.True(!read.Diagnostics.HasErrors, $"{read.Diagnostics}\n{objects}");
        ValueList<IstioObject> users = read.Objects.Select(value => At(value, Users)).ToValueList();
        string beside = Dump(users);
        string ours = isOursOlder
            ? Dump(Dated(new IstioGenerator().Generate(model, Dumped("")), Earlier)[Cluster].Where(value => value is not Namespace)) : "";
        Inventory inventory = Dumped(beside + ours);
        MeshResources generated = new IstioGenerator().Generate(model, inventory);
        return new BesideScene(
            new MeshResources { Clusters = [new ClusterResources(Cluster) { Objects = users }, new ClusterResources("gcp")] },
            With(isOursOlder ? Dated(generated, Earlier) : generated, users), new IstioGenerator().Generate(model, Dumped("")), inventory,
            generated.Diagnostics)
        {
            IsLimited = isLimited,
        };
    }

    private static MeshResources With(MeshResources generated, ValueList<IstioObject> users) => generated with
    {
        Clusters = generated.Clusters.Select(cluster =>
            cluster.Cluster == Cluster ? cluster with { Objects = [.. cluster.Objects, .. users] } : cluster).ToValueList(),
    };

    // As the API server shows them: with the time at which they were made.
    private static string Dump(IEnumerable<IstioObject> objects) => string.Concat(objects.Select(Dump));

    private static string Dump(IstioObject value)
    {
        string created = string.Create(
            CultureInfo.InvariantCulture, $"creationTimestamp: \"{value.Metadata.CreationTimestamp:yyyy-MM-ddTHH:mm:ssZ}\"");
        return "---\n" + ManifestWriter.ToYaml(value).Replace(
            "\nmetadata:\n", $"\nmetadata:\n  {created}\n", StringComparison.Ordinal);
    }

    /// <summary>The models that what users have is beside.</summary>
    internal static MeshModel Model(string scene) => new MeshBuilder("tetrate").AddCluster("aws").AddCluster("gcp")
        .AddTenant("dev", tenant => tenant
            .AddWorkspace("bookinfo", workspace => Configure(scene, workspace.WithNamespaces($"*/{Home}")))
            .AddWorkspace("shop", shop => shop.WithNamespaces("*/shop")))
        .Build();

    private static WorkspaceBuilder Configure(string scene, WorkspaceBuilder workspace) => scene switch
    {
        "host" => Gateway(workspace, gateway => gateway
            .AddHttpServer("details", "details.cx.tetrate.info", server => server.RouteTo("details", 9080))
            .AddHttpsServer("secure", "secure.cx.tetrate.info", server => server.WithTls("secure-cert").RouteTo("productpage", 9080))
            .AddTcpServer("mongo", "mongo.cx.tetrate.info", 27017, server => server.WithAddress("240.0.1.1").RouteTo("mongo", 27017))),
        "exposed" => workspace.WithEastWestGateway(Home, exposed => exposed
            .WithWorkload("app", "ingress-bookinfo").Services("details", "productpage")),
        "strict" => workspace.WithEastWestGateway(Home, exposed => exposed
            .WithWorkload("app", "ingress-bookinfo").Services("details").Strict()),
        "limited" => Gateway(
            workspace.WithSecurity(security => security.WithAccess(AccessScope.Workspace)),
            gateway => gateway.AddHttpServer("details", "details.cx.tetrate.info", server => server.RouteTo("details", 9080))),
        "settings" => workspace.WithServiceSettings("bookinfo-backend/ratings", settings => settings
            .WithRequestTimeout(TimeSpan.FromSeconds(9)).WithOutlierDetection(outlier => outlier.WithInterval(TimeSpan.FromSeconds(4)))),
        "edge" => Gateway(workspace, gateway => gateway
                .AddHttpServer("details", "details.cx.tetrate.info", server => server.RouteTo("details", 9080)))
            .AddGateway("edge", edge => edge.InNamespace(Home).WithWorkload("app", "edge")
                .AddHttpServer("details", "details.cx.tetrate.info", server => server
                    .RouteToClusters(clusters => clusters.Weighted(("aws", 1), ("gcp", 1))))),
        _ => throw new ArgumentOutOfRangeException(nameof(scene), scene, "There is no such scene."),
    };

    private static WorkspaceBuilder Gateway(WorkspaceBuilder workspace, Action<GatewayBuilder> configure) => workspace.AddGateway(
        "ingress-bookinfo", gateway => configure(gateway.InNamespace(Home).WithWorkload("app", "ingress-bookinfo")));

    private static Inventory Dumped(string beside)
    {
        Inventory inventory = Mesh.Inventories.Inventory.FromDumps(
            (IEnumerable<DumpFile>)[
                new DumpFile("aws", "objects.yaml", Encoding.UTF8.GetBytes(Text("aws") + beside)),
                new DumpFile("gcp", "objects.yaml", Encoding.UTF8.GetBytes(Text("gcp"))),
            ]);
        return inventory.Clusters.Aggregate(inventory, (said, cluster) => said.WithRemoteSecrets(cluster.Name));
    }

    private static string Text(string cluster) =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, $"tests/Mesh.Istio.Tests/Generation/Beside/Scene/{cluster}.yaml"));

    private static IstioObject At(IstioObject value, DateTimeOffset created) =>
        value with { Metadata = value.Metadata with { CreationTimestamp = created } };

    private static MeshResources Dated(MeshResources resources, DateTimeOffset created) => resources with
    {
        Clusters = resources.Clusters.Select(cluster => cluster with
        {
            Objects = cluster.Objects.Select(value => At(value, created)).ToValueList(),
        }).ToValueList(),
    };
}

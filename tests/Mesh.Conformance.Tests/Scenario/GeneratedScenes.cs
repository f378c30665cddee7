using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Resources;
using Mesh.Tests;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>The models of which Mesh makes the final shapes that recorded runs show, told by the runs' names.</summary>
internal static class GeneratedScenes
{
    private const string Home = "bookinfo-backend";

    private static readonly string[] Shown =
    [
        "N13-proposed-eastwest", "N15-own-rule-od2-", "N4-tcp-onerefused-gateway-od1",
        "N9-grpc-own-keepalive-", "N16-", "N18-",
    ];

    // Of a connect timeout (a frozen pod behind a TCP host is left after 1 s now), a threshold, a share or a balancing that is not
    // generated.
    private static readonly string[] Others = ["-od1-50", "-od1-rr", "-od3-", "N16-who-", "N18-1.30-who-"];

    /// <summary>Whether a run shows a shape that Mesh generates today.</summary>
    internal static bool Has(string id) => Shown.Any(prefix => id.StartsWith(prefix, StringComparison.Ordinal))
        && !Others.Any(part => id.Contains(part, StringComparison.Ordinal));

    /// <summary>What Mesh generates for the scene of a run, with what users had there.</summary>
    internal static MeshResources Generate(string id, Inventory inventory, MeshResources recorded)
    {
        MeshResources resources = Generate(ModelOf(id, [.. inventory.Clusters.Select(cluster => cluster.Name)]), inventory);
        return resources with
        {
            Clusters = resources.Clusters.Select(cluster => cluster with
            {
                Objects = [.. cluster.Objects, .. recorded[cluster.Cluster].Where(IsUsers)],
            }).ToValueList(),
        };
    }

    // Nothing in the recorded pods tells Istio's name of their cluster; the rig called the clusters so.
    internal static MeshResources Generate(MeshModel model, Inventory inventory) => new IstioGenerator().Generate(model, inventory with
    {
        Clusters = inventory.Clusters.Select(cluster => cluster with { IstioClusterIds = [cluster.Name] }).ToValueList(),
    });

    /// <summary>The scene of all final shapes together, which is a golden case too.</summary>
    internal static MeshModel Together { get; } = MeshModel.FromYaml(File.ReadAllText(
        Path.Combine(RepositoryRoot.Path, "tests/Mesh.Istio.Tests/Golden/Cases/final-shapes/model.yaml"))).Model!;

    private static bool IsUsers(IstioObject value) => value.Metadata.Namespace is "shop" or "istio-system";

    private static MeshModel ModelOf(string id, string[] clusters) => id[..id.IndexOf('-', StringComparison.Ordinal)] switch
    {
        "N13" => Model(clusters, workspace => workspace.WithNamespaces($"*/{Home}")
            .AddGateway("ingress-bookinfo", gateway => gateway.InNamespace(Home).WithWorkload("app", "ingress-bookinfo")
                .AddHttpServer("details", "details.cx.tetrate.info", server => InTurn(server.RouteTo("details", 9080))))
            .WithEastWestGateway(Home, exposed => InTurn(exposed.WithWorkload("app", "ingress-bookinfo").Services("details")))),
        "N15" => Model(clusters, workspace => workspace.WithNamespaces($"*/{Home}")
            .AddGateway("ingress-bookinfo", gateway => gateway.InNamespace(Home).WithWorkload("app", "ingress-bookinfo")
                .AddHttpServer("details", "details.cx.tetrate.info", server => server.RouteTo("details", 9080)))),
        "N4" or "N9" => Model(clusters, workspace => workspace.WithNamespaces($"*/{Home}")
            .AddGateway("ingress-bookinfo", gateway => gateway.InNamespace(Home).WithWorkload("app", "ingress-bookinfo")
                .AddTcpServer("mongo", "mongo.cx.tetrate.info", 27017, server => server.WithAddress("240.0.1.1")
                    .RouteTo("mongo", 27017))
                .AddHttpServer("echo", "echo.cx.tetrate.info", server => server.RouteTo("echo", 7070)))),
        _ => Together,
    };

    private static MeshModel Model(string[] clusters, Action<WorkspaceBuilder> workspace)
    {
        var builder = new MeshBuilder("tetrate");
        foreach (string name in clusters)
        {
            builder.AddCluster(name);
        }

        return builder.AddTenant("dev", tenant => tenant.AddWorkspace("bookinfo", workspace)).Build();
    }

    private static TBuilder InTurn<TBuilder>(TBuilder builder)
        where TBuilder : SettingsBuilder<TBuilder> => builder.WithFailover(order => order.Prefer("aws", "gcp", "azure").LocalFirst());
}

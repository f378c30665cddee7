#region generate-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Generation;
using Mesh.Istio.Resources;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class GenerationPage
{
    public static void Run(Transcript transcript)
    {
        MeshModel model = new MeshBuilder("tetrate")
            .AddCluster("aws")
            .AddCluster("gcp")
            .AddTenant("dev", t => t
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo-backend")
                    .AddGateway("ingress-bookinfo", g => g
                        .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                        .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
            .Build();
        Inventory inventory = Inventory.FromDumps("dumps");

        #region generate
        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        foreach (ClusterResources cluster in resources.Clusters)
        {
            Console.WriteLine($"{cluster.Cluster}: {cluster.Objects.Count} objects");
        }
        #endregion
        transcript.Output("generate");

        Ranks(transcript, model, inventory);
        After(transcript, model, inventory);
    }

    private static void After(Transcript transcript, MeshModel model, Inventory inventory)
    {
        #region generate-after
        var generator = new IstioGenerator();
        GenerationPlan before = generator.Prepare(model, inventory);
        MeshModel changed = new(model.Organization with { Settings = new TrafficSettings { RequestTimeout = TimeSpan.FromSeconds(3) } });
        GenerationPlan after = generator.Prepare(changed, inventory, before);
        MeshChanges changes = after.Resources.ChangesSince(before.Resources);
        foreach (ClusterChanges cluster in changes.Clusters)
        {
            Console.WriteLine($"{cluster.Cluster}: {string.Join(", ", cluster.Changed.Select(value => value.Kind))}");
        }
        #endregion
        transcript.Output("generate-after");
    }

    private static void Ranks(Transcript transcript, MeshModel model, Inventory inventory)
    {
        #region generate-ranks
        ServiceEntry entry = new IstioGenerator().Generate(model, inventory)["gcp"].OfType<ServiceEntry>().Single();
        foreach (WorkloadEndpoint endpoint in entry.Endpoints)
        {
            string rank = endpoint.Labels.Keys.SingleOrDefault(
                key => key.StartsWith("multicluster.mesh/fallback-", StringComparison.Ordinal)) ?? "rank 0";
            Console.WriteLine($"{endpoint.Address} in {endpoint.Locality}: {rank}");
        }
        #endregion
        transcript.Output("generate-ranks");
    }
}

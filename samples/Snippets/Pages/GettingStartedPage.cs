#region start-usings
using Mesh;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class GettingStartedPage
{
    public static void Run(Transcript transcript)
    {
        #region start-model
        MeshModel model = new MeshBuilder("tetrate")
            .AddCluster("aws")
            .AddCluster("gcp")
            .AddTenant("dev", t => t
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo-backend")
                    .WithRequestTimeout(TimeSpan.FromSeconds(15))
                    .AddGateway("ingress-bookinfo", g => g
                        .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                        .AddHttpServer("bookinfo", "demo-1-bookinfo.cx.tetrate.info", s => s.RouteTo("productpage", 9080))
                        .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
            .Build();
        #endregion

        #region start-inventory
        Inventory inventory = Inventory.FromDumps("dumps");
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            Console.WriteLine($"{cluster.Name}: Istio {cluster.IstioVersion}, {cluster.Locality}");
        }

        Console.WriteLine($"{inventory.Diagnostics.Count} findings");
        #endregion
        transcript.Output("start-inventory");

        #region start-generate
        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        foreach (IstioObject o in resources["aws"])
        {
            Console.WriteLine(o);
        }
        #endregion
        transcript.Output("start-generate");

        #region start-write
        foreach (Diagnostic finding in resources.Diagnostics)
        {
            Console.WriteLine(finding);
        }

        if (!resources.Diagnostics.HasErrors)
        {
            WriteResult written = resources.WriteTo("out");
            Console.WriteLine($"{written.Written} files written");
        }
        #endregion
        transcript.Output("start-write");
        transcript.Output(
            "start-files",
            string.Join('\n', Directory.GetFiles("out/aws", "*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal)));

        #region start-explain
        ServiceEntry details = resources["aws"].OfType<ServiceEntry>().Single(entry => entry.Hosts.Contains("details.cx.tetrate.info"));
        Console.WriteLine(resources.Explain(details));
        #endregion
        transcript.Output("start-explain");

        transcript.Check(resources.WriteTo("out") is { Written: 0, Unchanged: > 0 }, "a second run changes no file");
        Directory.Delete("out", recursive: true);
    }
}

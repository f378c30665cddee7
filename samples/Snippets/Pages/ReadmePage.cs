#region readme-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class ReadmePage
{
    public static void Run(Transcript transcript)
    {
        #region readme
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

        MeshResources resources = new IstioGenerator().Generate(model, Inventory.FromDumps("dumps"));
        resources.WriteTo("out");
        Console.WriteLine(resources.Diagnostics);
        #endregion

        transcript.Output("readme-findings");
        transcript.Output("readme-service-entry", File.ReadAllText("out/aws/02-serviceentry.mesh-multicluster.gateway-details-cx-tetrate-info.yaml"));
        transcript.Output("readme-destination-rule", File.ReadAllText("out/aws/01-destinationrule.mesh-multicluster.gateway-details-cx-tetrate-info.yaml"));
        transcript.Check(Directory.Exists("out/gcp"), "both clusters are written");
        Directory.Delete("out", recursive: true);
    }
}

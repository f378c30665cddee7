#region readme-usings
using Mesh;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Manifests;
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
                    .WithRequestTimeout(TimeSpan.FromSeconds(15)).WithRetries(r => r.Idempotent())
                    .AddGateway("ingress-bookinfo", g => g
                        .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                        .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
            .Build();

        Inventory inventory = Inventory.FromDumps("dumps");
        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        foreach (Diagnostic finding in resources.Diagnostics)
        {
            Console.WriteLine(finding);
        }

        if (!resources.Diagnostics.HasErrors)
        {
            WriteResult written = resources.WriteTo("out");
            Console.WriteLine($"{written.Written} files written, {resources.Diagnostics.Count} findings");
        }
        #endregion

        transcript.Output("readme-findings");
        transcript.Output(
            "readme-service-entry",
                File.ReadAllText("out/aws/03-serviceentry.mesh-multicluster.gateway-details-cx-tetrate-info-6f79c5888966088b.yaml"));
        transcript.Output(
            "readme-destination-rule",
            File.ReadAllText("out/aws/02-destinationrule.mesh-multicluster.gateway-details-cx-tetrate-info-6f79c5888966088b.yaml"));
        transcript.Check(Directory.Exists("out/gcp"), "both clusters are written");

        #region readme-forecast
        ForecastQuery call = new Forecaster(resources, inventory).ForClient("aws", "bookinfo-backend/productpage").To(
            "details.cx.tetrate.info", 80);
        Console.WriteLine(call.Now());
        Console.WriteLine(call.When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")));
        #endregion
        transcript.Output("readme-forecast");
        Directory.Delete("out", recursive: true);
    }
}

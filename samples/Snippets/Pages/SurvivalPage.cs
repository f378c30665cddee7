#region survival-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class SurvivalPage
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
        MeshResources resources = new IstioGenerator().Generate(model, inventory);

        #region survival-table
        var forecaster = new Forecaster(resources, inventory);
        ForecastTable table = forecaster
            .ForCalls(calls => calls.AddEveryClient("details.cx.tetrate.info"))
            .Table(failures => failures
                .AddEvery(FailureScopes.Clusters)
                .Add(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")));

        Console.WriteLine(table);
        #endregion
        transcript.Output("survival-table");

        #region survival-proof
        ForecastQuery query = forecaster.ForClient("aws", "bookinfo-backend/productpage").To("details.cx.tetrate.info");

        Console.WriteLine(query.SurvivesAny(1));
        Console.WriteLine(query.SurvivesAny(2, FailureScopes.Clusters | FailureScopes.Gateways));
        #endregion
        transcript.Output("survival-proof");

        #region survival-json
        string json = query.SurvivesAny(1).ToJson();
        Console.WriteLine(SurvivalProof.FromJson(json).Survives);
        #endregion
        transcript.Output("survival-json");
    }
}

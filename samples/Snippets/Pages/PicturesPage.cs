#region pictures-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Pictures;
using Mesh.Istio.Simulation;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class PicturesPage
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

        #region pictures
        ForecastQuery query = new Forecaster(resources, inventory)
            .ForClient("aws", "bookinfo-backend/productpage")
            .To("details.cx.tetrate.info", 80);

        TopologyView before = query.Now().ToTopology(inventory);
        TopologyView after = query
            .When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details"))
            .ToTopology(inventory);

        File.WriteAllText("before.svg", before.ToSvg());
        File.WriteAllText("after.svg", after.ToSvg());
        Console.WriteLine(after);
        Console.WriteLine(TopologyDifference.Of(before, after));
        #endregion
        transcript.Output("pictures");

        #region pictures-timeline
        var recorder = new TimelineRecorder();
        SimulationResult result = new Simulator(resources, inventory)
            .ForClient("aws", "bookinfo-backend/productpage")
            .To("details.cx.tetrate.info", 80)
            .WithRate(20)
            .For(TimeSpan.FromSeconds(60))
            .At(TimeSpan.FromSeconds(5), failure => failure.PodsFail("aws", "bookinfo-backend/details", FailureKind.Answers503))
            .RecoverAt(TimeSpan.FromSeconds(20))
            .WithRequests(recorder.Add)
            .Run();

        File.WriteAllText("timeline.svg", recorder.Build(result).ToSvg());
        #endregion
    }

    public static async Task PlanAsync(Planner planner, MeshResources resources, Inventory inventory)
    {
        #region pictures-plan
        ApplyPlan plan = await planner.PlanAsync(resources);
        TopologyDifference ways = plan.ToTopology(inventory);
        TopologyDifference requests = plan.ToTopology(inventory, forecaster => forecaster
            .ForClient("aws", "bookinfo-backend/productpage")
            .To("details.cx.tetrate.info", 80)
            .When(failure => failure.ClusterDown("gcp")));

        File.WriteAllText("plan.svg", ways.ToSvg());
        Console.WriteLine(requests);
        #endregion
    }
}

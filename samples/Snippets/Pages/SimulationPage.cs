#region simulation-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Simulation;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class SimulationPage
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

        #region simulation
        SimulationResult result = new Simulator(resources, inventory)
            .ForClient("aws", "bookinfo-backend/productpage")
            .To("details.cx.tetrate.info", 80)
            .WithRate(20)
            .For(TimeSpan.FromSeconds(90))
            .At(TimeSpan.FromSeconds(10), failure => failure.PodsFail("aws", "bookinfo-backend/details", FailureKind.Answers503))
            .RecoverAt(TimeSpan.FromSeconds(30))
            .Run();

        Console.WriteLine(result);
        #endregion
        transcript.Output("simulation");

        #region simulation-log
        DateTimeOffset start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
        new Simulator(resources, inventory)
            .ForClient("aws", "bookinfo-backend/productpage")
            .To("details.cx.tetrate.info", 80, "/details/0")
            .WithCallsAt([TimeSpan.Zero, TimeSpan.FromSeconds(2)])
            .At(TimeSpan.FromSeconds(1), failure => failure.GatewayDown("aws", "bookinfo-backend/ingress-bookinfo"))
            .StartingAt(start)
            .WithLog(line => Console.WriteLine($"{line.Proxy}\n  {line}"))
            .Run();
        #endregion
        transcript.Output("simulation-log");

        #region simulation-running
        Forecast forecast = new Forecaster(resources, inventory)
            .ForClient("aws", "bookinfo-backend/productpage")
            .To("details.cx.tetrate.info", 80)
            .WhileRunning(requestsPerSecond: 20, outage: TimeSpan.FromSeconds(60))
            .When(failure => failure.GatewayDown("aws", "bookinfo-backend/ingress-bookinfo"));

        Console.WriteLine(forecast);
        #endregion
        transcript.Output("simulation-running");
    }
}

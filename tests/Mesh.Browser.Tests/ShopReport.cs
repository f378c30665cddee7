using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report;
using Mesh.Istio.Simulation;
using Reporting;

namespace Mesh.Browser.Tests;

/// <summary>The report of the sample: three clusters, a change that costs a fallback, a proof that does not hold any more.</summary>
internal static class ShopReport
{
    public static ForecastTable Table { get; } = CallsOf(withoutAmerica: true).Table(Failures);

    public static MeshReport Report { get; } = Make();

    private static void Failures(FailureListBuilder failures) => failures
        .AddEvery(FailureScopes.Clusters | FailureScopes.Gateways)
        .Add(failure => failure.ServiceScaledToZero("eu-1", "shop/checkout"))
        .Add(failure => failure.ClusterDown("eu-1").ClusterDown("eu-2"));

    private static MeshReport Make()
    {
        Inventory inventory = ShopMesh.Inventory();
        MeshResources resources = ResourcesOf(withoutAmerica: true);
        ForecastCalls calls = CallsOf(withoutAmerica: true);
        return Table.ToReport(report => report
            .WithTitle("acme, without us-1").WithInventory(inventory)
            .AddProof(calls.SurvivesAny(1)).AddProof(calls.SurvivesAny(2, FailureScopes.Clusters))
            .AddFindings(resources.Diagnostics).AddFindings(new Analyzer().Analyze(resources, inventory))
            .AddTimeline(Outage(resources, inventory))
            .Since(CallsOf(withoutAmerica: false).Table(Failures).ToReport(before => before.WithTitle("acme"))));
    }

    private static MeshResources ResourcesOf(bool withoutAmerica) =>
        new IstioGenerator().Generate(ShopMesh.Model(withoutAmerica), ShopMesh.Inventory());

    private static ForecastCalls CallsOf(bool withoutAmerica) =>
        new Forecaster(ResourcesOf(withoutAmerica), ShopMesh.Inventory()).ForCalls(calls => calls.AddEverything());

    private static Timeline Outage(MeshResources resources, Inventory inventory)
    {
        var recorder = new TimelineRecorder();
        SimulationResult result = new Simulator(resources, inventory)
            .ForClient("eu-1", "shop/web").To("checkout.shop.example.com")
            .WithRate(20).For(TimeSpan.FromSeconds(30))
            .At(TimeSpan.FromSeconds(5), failure => failure.PodsFail("eu-1", "shop/checkout", FailureKind.Answers503))
            .WithRequests(recorder.Add)
            .Run();
        return recorder.Build(result);
    }
}

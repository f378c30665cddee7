using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report;
using Mesh.Istio.Tests.Forecasting;

namespace Mesh.Istio.Tests.Report;

/// <summary>Reports of golden cases.</summary>
internal static class GoldenReports
{
    public static ForecastTable Table(MeshResources resources, Inventory inventory) =>
        new Forecaster(resources, inventory).ForCalls(calls => calls.AddEverything())
            .Table(failures => failures.AddEvery(FailureScopes.Clusters | FailureScopes.Gateways));

    /// <summary>The article's mesh with everything that a report can hold.</summary>
    public static MeshReport Article()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");
        ForecastCalls calls = new Forecaster(resources, inventory).ForCalls(c => c.AddEverything());
        return Table(resources, inventory).ToReport(report => report
            .WithTitle("article").WithInventory(inventory)
            .AddProof(calls.SurvivesAny(1)).AddProof(calls.SurvivesAny(2, FailureScopes.Clusters | FailureScopes.Gateways))
            .AddFindings(resources.Diagnostics)
            .AddTimeline(new Timeline
            {
                Title = "an outage",
                BinLength = TimeSpan.FromSeconds(1),
                Clusters = ["aws"],
                Bins = [new TimelineBin(TimeSpan.Zero, [3], 1, 1, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(90))],
                Marks = [new TimelineMark(TimeSpan.Zero, "begins")],
            }));
    }
}

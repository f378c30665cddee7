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

// Somebody wants to evacuate us-1 and drain eu-2: what does that change, and does the mesh still survive? Needs no cluster.
// Usage: Report [out]. Writes report.html, report.md, report.xml and report.json there.
string output = args.Length > 0 ? args[0] : "out";
Inventory inventory = ShopMesh.Inventory();
MeshReport before = ReportOf("acme, main", withoutAmerica: false, null);
MeshReport after = ReportOf("acme, without us-1", withoutAmerica: true, before);

Console.WriteLine($"before: {before}");
Console.WriteLine($"after:  {after}");
Console.WriteLine(after.Difference);

Directory.CreateDirectory(output);
File.WriteAllText(Path.Combine(output, "report.html"), after.ToHtml());
File.WriteAllText(Path.Combine(output, "report.md"), after.ToMarkdown());
File.WriteAllText(Path.Combine(output, "report.xml"), after.ToJUnit());
File.WriteAllText(Path.Combine(output, "report.json"), after.ToJson());
Console.WriteLine($"Wrote {output}/report.html, .md, .xml and .json: open the first one in a browser.");
return 0;

MeshReport ReportOf(string title, bool withoutAmerica, MeshReport? last)
{
    MeshResources resources = new IstioGenerator().Generate(ShopMesh.Model(withoutAmerica), inventory);
    var forecaster = new Forecaster(resources, inventory);
    ForecastCalls calls = forecaster.ForCalls(c => c.AddEverything());
    ForecastTable table = calls.Table(failures => failures
        .AddEvery(FailureScopes.Clusters | FailureScopes.Gateways)
        .Add(failure => failure.ServiceScaledToZero("eu-1", "shop/checkout"))
        .Add(failure => failure.ClusterDown("eu-1").ClusterDown("eu-2")));
    return table.ToReport(report =>
    {
        report.WithTitle(title).WithInventory(inventory)
            .AddProof(calls.SurvivesAny(1)).AddProof(calls.SurvivesAny(2, FailureScopes.Clusters))
            .AddFindings(resources.Diagnostics).AddFindings(new Analyzer().Analyze(resources, inventory))
            .AddTimeline(Outage(resources));
        if (last is not null)
        {
            report.Since(last);
        }
    });
}

Timeline Outage(MeshResources resources)
{
    var recorder = new TimelineRecorder();
    SimulationResult result = new Simulator(resources, inventory)
        .ForClient("eu-1", "shop/web").To("checkout.shop.example.com")
        .WithRate(20).For(TimeSpan.FromSeconds(60))
        .At(TimeSpan.FromSeconds(5), failure => failure.PodsFail("eu-1", "shop/checkout", FailureKind.Answers503))
        .RecoverAt(TimeSpan.FromSeconds(20))
        .WithRequests(recorder.Add)
        .Run();
    return recorder.Build(result);
}

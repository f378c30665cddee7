#region report-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Report;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class ReportPage
{
    public static void Run(Transcript transcript)
    {
        Inventory inventory = Inventory.FromDumps("dumps");
        MeshModel model = Model(mesh => mesh);
        MeshModel evacuated = Model(mesh => mesh.Evacuate("gcp"));

        #region report
        MeshReport ReportOf(MeshModel model)
        {
            MeshResources resources = new IstioGenerator().Generate(model, inventory);
            ForecastCalls calls = new Forecaster(resources, inventory).ForCalls(c => c.AddEveryClient("details.cx.tetrate.info"));
            return calls.Table(failures => failures.AddEvery(FailureScopes.Clusters | FailureScopes.Gateways))
                .ToReport(report => report
                    .WithTitle("tetrate")
                    .WithInventory(inventory)
                    .AddProof(calls.SurvivesAny(2, FailureScopes.Clusters))
                    .AddFindings(resources.Diagnostics)
                    .AddFindings(new Analyzer().Analyze(resources, inventory)));
        }

        MeshReport before = ReportOf(model);
        MeshReport after = ReportOf(evacuated).Since(before);

        File.WriteAllText("report.html", after.ToHtml());
        File.WriteAllText("comment.md", after.ToMarkdown());
        File.WriteAllText("junit.xml", after.ToJUnit());
        File.WriteAllText("report.json", after.ToJson());
        Console.WriteLine(before);
        Console.WriteLine(after);
        Console.WriteLine(after.Difference);
        #endregion
        transcript.Output("report");
        transcript.Check(MeshReport.FromJson(File.ReadAllText("report.json")) == after, "the report comes back from JSON");
    }

    private static MeshModel Model(Func<MeshBuilder, MeshBuilder> change) =>
        change(new MeshBuilder("tetrate").AddCluster("aws").AddCluster("gcp"))
            .AddTenant("dev", t => t
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo-backend")
                    .AddGateway("ingress-bookinfo", g => g
                        .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                        .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
            .Build();
}

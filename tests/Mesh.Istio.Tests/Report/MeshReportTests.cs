using System.Text.Json;
using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report;
using Mesh.Istio.Tests.Forecasting;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Report;

public class MeshReportTests
{
    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_cell_of_the_page_is_the_share_of_a_forecast(string name)
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load(name);
        ForecastTable table = GoldenReports.Table(resources, inventory);
        MeshReport report = table.ToReport(made => made.WithInventory(inventory));
        var page = new PageData(report.ToHtml());

        Assert.Equal(table.Rows.Count, report.Rows.Count);
        foreach (ForecastTableRow row in table.Rows)
        {
            for (int column = 0; column < table.Failures.Count; column++)
            {
                Assert.Equal(Words(row.Cells[column]), page.Words(row.Client, row.Host, row.Port, row.Request, table.Failures[column]));
            }
        }

        Assert.Equal(report, MeshReport.FromJson(report.ToJson()));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_pictures_of_a_report_are_those_of_its_table(string name)
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load(name);
        ForecastTable table = GoldenReports.Table(resources, inventory);
        MeshReport report = table.ToReport(made => made.WithInventory(inventory));

        Assert.All(table.Failures, failure => Assert.Equal(Arrows(table.ToTopology(failure)), Arrows(report.ToTopology(failure))));
    }

    [Fact]
    public void The_same_in_another_order_is_the_same_text()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");
        ForecastTable table = GoldenReports.Table(resources, inventory);
        int[] columns = [.. Enumerable.Range(0, table.Failures.Count).Reverse()];
        var shuffled = new ForecastTable(
            [.. columns.Select(column => table.Failures[column])],
            [.. table.Rows.Reverse().Select(row => row with { Cells = [.. columns.Select(column => row.Cells[column])] })]);
        MeshReport one = table.ToReport(report => report.WithInventory(inventory).AddFindings(resources.Diagnostics));
        MeshReport other = shuffled.ToReport(report => report.AddFindings(resources.Diagnostics).WithInventory(inventory));

        Assert.Equal(one, other);
        Assert.Equal(one.ToHtml(), other.ToHtml());
        Assert.Equal(one.ToMarkdown(), other.ToMarkdown());
        Assert.Equal(one.ToJUnit(), other.ToJUnit());
        Assert.Equal(one.ToJson(), other.ToJson());
    }

    [Fact]
    public void The_verdict_names_what_breaks_the_mesh_first()
    {
        ForecastTable survives = ReportCases.Plain(["nothing fails", "a"], ("eu web", "h", ["eu", "us"], ["eu", "us"]));
        ForecastTable dies = ReportCases.Plain(
            ["nothing fails", "a", "b"], ("eu web", "h", ["eu"], ["eu", "eu", "lost"]), ("us web", "h", ["us"], ["us", "lost", "lost"]));
        ForecastTable gone = ReportCases.Plain(["nothing fails", "a"], ("eu web", "h", ["eu"], ["eu", "gone"]));

        Assert.Equal("Survives what was asked: 1 call loses nothing in any of 1 failure.", survives.ToReport().ToString());
        Assert.Equal("Does not survive: when b, 2 of 2 calls lose requests (up to 100 %).", dies.ToReport().ToString());
        Assert.Equal(ReportVerdict.Survives, gone.ToReport().Verdict);
        Assert.Equal("Unknown: nothing was asked.", new MeshReportBuilder().Build().ToString());
        Assert.Contains("1 of 1 call loses requests (100 %)",
            ReportCases.Plain(["nothing fails"], ("eu web", "h", [], ["lost"])).ToReport().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_does_not_exist_is_no_survival()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");
        ForecastCalls calls = new Forecaster(resources, inventory).ForCalls(c => c.AddEverything());
        MeshReport report = calls.Table(failures => failures.Add(failure => failure.ClusterDown("nowhere"))).ToReport();

        Assert.Equal(ReportVerdict.Unknown, report.Verdict);
        Assert.Contains("errors=\"1\"", report.ToJUnit(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_proof_that_fails_with_less_than_the_table_is_what_breaks_it()
    {
        MeshReport report = GoldenReports.Article();

        Assert.Equal(ReportVerdict.LosesRequests, report.Verdict);
        Assert.Contains("when cluster aws is down and bookinfo-backend/ingress-bookinfo in ", report.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_clusters_with_two_hundred_services_are_less_than_two_megabytes()
    {
        MeshReport report = ReportCases.Large().ToReport();
        string html = report.ToHtml();
        string markdown = report.ToMarkdown();

        Assert.Equal(6_000, report.Rows.Count);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(html), 1, 2_000_000);
        Assert.InRange(markdown.Length, 1, 65_535);
        Assert.Equal(6_000, new PageData(html).Calls);
    }

    [Fact]
    public void Work_is_told_and_can_be_ended()
    {
        ForecastTable table = ReportCases.Large();
        var told = new List<ReportProgress>();
        using var ended = new CancellationTokenSource();
        ended.Cancel();

        MeshReport report = table.ToReport(progress: new Listener(told));

        Assert.Equal(new ReportProgress(6_000, 6_000), told[^1]);
        Assert.True(told.Count > 10);
        Assert.Throws<OperationCanceledException>(() => table.ToReport(cancellationToken: ended.Token));
        Assert.Throws<OperationCanceledException>(() => report.ToHtml(cancellationToken: ended.Token));
    }

    [Fact]
    public void A_text_that_is_no_report_is_refused()
    {
        MeshReport report = ReportCases.Plain(["nothing fails"], ("eu web", "h", [], ["eu"])).ToReport();

        Assert.Throws<JsonException>(() => MeshReport.FromJson("{}"));
        Assert.Throws<JsonException>(() => MeshReport.FromJson((report with { Outcomes = [] }).ToJson()));
        Assert.Throws<JsonException>(() => MeshReport.FromJson((report with { Failures = [] }).ToJson()));
    }

    private static string Words(Forecast forecast) => forecast.IsUnknown ? "unknown" : forecast.ClientIsGone ? "gone"
        : string.Join(", ", forecast.Shares
            .GroupBy(share => share.Cluster, StringComparer.Ordinal)
            .Select(group => (group.Key, Percent: group.Sum(share => share.Percent)))
            .Concat(forecast.Losses.IsEmpty ? [] : [("lost", forecast.LostPercent)])
            .OrderBy(part => part.Key, StringComparer.Ordinal)
            .Select(part => FormattableString.Invariant($"{part.Key} {Math.Round(part.Percent, 4)}")));

    private static string[] Arrows(TopologyView view) =>
    [
        .. view.Arrows.Select(arrow => FormattableString.Invariant(
            $"{arrow.From.Split('|')[0]} {arrow.To.Split('|')[0]} {arrow.Kind} {arrow.Call} {Math.Round(arrow.Percent, 6)}"))
            .Order(StringComparer.Ordinal),
    ];

    private sealed class Listener(List<ReportProgress> told) : IProgress<ReportProgress>
    {
        public void Report(ReportProgress value) => told.Add(value);
    }
}

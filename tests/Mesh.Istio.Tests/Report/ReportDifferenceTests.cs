using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Report;

namespace Mesh.Istio.Tests.Report;

public class ReportDifferenceTests
{
    private static readonly string[] Failures = ["nothing fails", "cluster eu-1 is down", "cluster us-1 is down"];

    private static readonly ForecastTable Before = ReportCases.Plain(
        Failures,
        ("eu-1 shop/web", "checkout", ["eu-1", "us-1"], ["eu-1", "gone", "eu-1"]),
        ("eu-1 shop/cart", "checkout", ["eu-1", "us-1"], ["eu-1", "gone", "eu-1"]),
        ("us-1 shop/web", "checkout", ["us-1", "eu-1"], ["us-1", "us-1", "gone"]));

    [Fact]
    public void A_fallback_that_is_gone_is_said_once_for_all_clients() => Assert.Equal(
        "worse: checkout in eu-1 loses its fallback us-1",
        Difference(
            ("eu-1 shop/web", "checkout", ["eu-1"], ["eu-1", "gone", "eu-1"]),
            ("eu-1 shop/cart", "checkout", ["eu-1"], ["eu-1", "gone", "eu-1"]),
            ("us-1 shop/web", "checkout", ["us-1", "eu-1"], ["us-1", "us-1", "gone"])));

    [Fact]
    public void Whom_it_concerns_is_said_where_it_does_not_concern_all() => Assert.Equal(
        "worse: checkout in eu-1 loses its fallback us-1 for eu-1 shop/web",
        Difference(
            ("eu-1 shop/web", "checkout", ["eu-1"], ["eu-1", "gone", "eu-1"]),
            ("eu-1 shop/cart", "checkout", ["eu-1", "us-1"], ["eu-1", "gone", "eu-1"]),
            ("us-1 shop/web", "checkout", ["us-1", "eu-1"], ["us-1", "us-1", "gone"])));

    [Fact]
    public void What_is_lost_now_comes_before_what_is_answered_by_another() => Assert.Equal(
        """
        worse: checkout in us-1 loses 100 % when cluster eu-1 is down, nothing before
        other: checkout in us-1 is answered by eu-1 instead of us-1 when nothing fails
        """,
        Difference(
            ("eu-1 shop/web", "checkout", ["eu-1", "us-1"], ["eu-1", "gone", "eu-1"]),
            ("eu-1 shop/cart", "checkout", ["eu-1", "us-1"], ["eu-1", "gone", "eu-1"]),
            ("us-1 shop/web", "checkout", ["us-1", "eu-1"], ["eu-1", "lost", "gone"])));

    [Fact]
    public void What_is_asked_of_others_and_of_other_calls_is_neither_worse_nor_better()
    {
        MeshReport after = ReportCases.Plain(
            ["nothing fails", "cluster eu-1 is down", "zone a is down"],
            ("eu-1 shop/web", "checkout", ["eu-1", "us-1"], ["eu-1", "gone", "eu-1"]),
            ("eu-1 shop/new", "cart", ["eu-1"], ["eu-1", "gone", "eu-1"])).ToReport();

        ReportDifference difference = MeshReport.Compare(Before.ToReport(), after);

        Assert.False(difference.IsWorse);
        Assert.Equal(
            [
                "cart in eu-1 is called now", "checkout in eu-1 is not called any more for eu-1 shop/cart",
                "checkout in us-1 is not called any more", "the failure 'cluster us-1 is down' is not asked any more",
                "the failure 'zone a is down' is asked now",
            ],
            difference.Changes.Select(change => change.Sentence));
    }

    [Fact]
    public void The_way_back_is_better()
    {
        MeshReport worse = ReportCases.Plain(
            Failures, ("us-1 shop/web", "checkout", ["us-1"], ["us-1", "lost", "gone"])).ToReport();
        MeshReport better = ReportCases.Plain(
            Failures, ("us-1 shop/web", "checkout", ["us-1", "eu-1"], ["us-1", "us-1", "gone"])).ToReport();

        ReportDifference difference = MeshReport.Compare(worse, better);

        Assert.All(difference.Changes, change => Assert.Equal(ReportChangeKind.Better, change.Kind));
        Assert.Equal(2, difference.Changes.Count);
    }

    [Fact]
    public void The_same_report_has_no_difference()
    {
        MeshReport report = GoldenReports.Article();

        Assert.Equal("Nothing is different.", MeshReport.Compare(report, MeshReport.FromJson(report.ToJson())).ToString());
        Assert.Contains("Nothing is different.", report.Since(report).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_and_proofs_that_changed_are_said()
    {
        MeshReport with = GoldenReports.Article();
        MeshReport without = with with
        {
            Proofs = [.. with.Proofs.Select(proof => proof with { Proof = proof.Proof with { Counterexample = null } })],
            Findings = new([new("MF201", Diagnostics.DiagnosticSeverity.Error, "aws/x", "m", "h")]),
        };

        string[] said = [.. MeshReport.Compare(without, with).Changes.Select(change => $"{change.Kind} {change.Sentence}")];

        Assert.Contains("Worse the proof 'any 2 failures at once' does not hold any more", said);
        Assert.Contains("Better the finding MF201 at aws/x is gone", said);
    }

    private static string Difference(params (string, string, string[], string[])[] after) =>
        MeshReport.Compare(Before.ToReport(), ReportCases.Plain(Failures, after).ToReport()).ToString();
}

using Mesh.Diagnostics;

namespace Mesh.Cases.Tests.Checks;

public class FindingWantTests
{
    private static readonly DiagnosticList Findings = new(
    [
        new Diagnostic("MF001", DiagnosticSeverity.Info, "hosts/a", "One.", "Nothing."),
        new Diagnostic("MF002", DiagnosticSeverity.Warning, "hosts/b", "Two.", "Mend it."),
    ]);

    [Theory]
    [InlineData("no-errors", true)]
    [InlineData("no-warnings", false)]
    [InlineData("none", false)]
    [InlineData("has MF001", true)]
    [InlineData("has MF001 hosts/b", false)]
    [InlineData("has MF003", false)]
    [InlineData("has any hosts/b: Two", true)]
    [InlineData("has any", true)]
    [InlineData("not MF003", true)]
    [InlineData("not MF002", false)]
    [InlineData("not MF002 hosts/a", true)]
    [InlineData("not any Two", false)]
    [InlineData("only MF001,MF002", true)]
    [InlineData("only MF001", false)]
    public void A_want_is_met_or_not(string want, bool met) => Assert.Equal(met, FindingWant.Parse(want).Problem(Findings) is null);

    [Fact]
    public void Of_no_findings_none_is_met_and_any_is_not()
    {
        Assert.Null(FindingWant.Parse("none").Problem(DiagnosticList.Empty));
        Assert.NotNull(FindingWant.Parse("has any").Problem(DiagnosticList.Empty));
    }

    [Fact]
    public void The_problem_shows_the_want_and_the_findings_that_break_it()
    {
        string? problem = FindingWant.Parse("not any Two").Problem(Findings);

        Assert.StartsWith("expected not any Two, but found\n", problem, StringComparison.Ordinal);
        Assert.Contains("MF002", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("MF001", problem, StringComparison.Ordinal);
    }
}

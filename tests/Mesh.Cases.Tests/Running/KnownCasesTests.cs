namespace Mesh.Cases.Tests.Running;

public class KnownCasesTests
{
    private static readonly KnownCases Known = KnownCases.Parse("# a comment\n\nold | 16 | not yet\n");

    [Fact]
    public void A_case_that_passes_is_accepted() => Assert.Null(Known.Problem(Report("new")));

    [Fact]
    public void A_known_case_that_fails_is_accepted() => Assert.Null(Known.Problem(Report("old", "line 1")));

    [Fact]
    public void A_known_case_that_passes_must_leave_the_list()
    {
        string? problem = Known.Problem(Report("old"));

        Assert.Contains("Take it off the list", problem, StringComparison.Ordinal);
        Assert.Contains("issue 16 (not yet)", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_case_that_fails_is_refused_with_every_failure()
    {
        string? problem = Known.Problem(Report("new", "line 1", "line 7"));

        Assert.Equal("new: 1 of 3 checks hold\nline 1\nline 7", problem);
    }

    [Fact]
    public void A_known_case_that_cannot_be_understood_is_refused() =>
        Assert.NotNull(Known.Problem(Report("old", "line 1") with { Errors = ["line 2: what"] }));

    [Fact]
    public void A_name_without_case_is_found() => Assert.Equal(["old"], Known.NamesWithoutCase(["new"]));

    [Fact]
    public void A_name_with_a_case_is_not() => Assert.Empty(Known.NamesWithoutCase(["new", "old"]));

    [Theory]
    [InlineData("old")]
    [InlineData("old | 16")]
    [InlineData("old | 16 | ")]
    [InlineData("old | soon | not yet")]
    [InlineData("old | 16 | not yet\nold | 17 | not yet")]
    public void A_line_that_is_no_entry_is_refused(string text) => Assert.Throws<FormatException>(() => KnownCases.Parse(text));

    private static CaseReport Report(string name, params string[] failures) => new() { Name = name, Checks = 3, Failures = failures };
}

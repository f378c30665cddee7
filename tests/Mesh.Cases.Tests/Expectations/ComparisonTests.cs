namespace Mesh.Cases.Tests.Expectations;

public class ComparisonTests
{
    [Theory]
    [InlineData("lost=33", 33.3, true)]
    [InlineData("lost=33", 33.76, false)]
    [InlineData("lost=33", 32.2, false)]
    [InlineData("failed<=3", 3, true)]
    [InlineData("failed<=3", 3.1, false)]
    [InlineData("failed>=3", 3, true)]
    [InlineData("failed>=3", 2.9, false)]
    [InlineData("lost=33", double.NaN, false)]
    public void A_number_holds_by_its_operator(string text, double actual, bool holds) =>
        Assert.Equal(holds, Comparison.Parse(text).Holds(actual));

    [Fact]
    public void The_problem_says_what_was_expected_and_what_came() =>
        Assert.Equal("expected to:10.1.0.1:80=50, but to:10.1.0.1:80 is 33.33", Comparison.Parse("to:10.1.0.1:80=50").Problem(100.0 / 3));

    [Fact]
    public void What_holds_is_no_problem() => Assert.Null(Comparison.Parse("lost=0").Problem(0));
}

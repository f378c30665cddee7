using Mesh.Cases.Tests.Checks;

namespace Mesh.Cases.Tests.Expectations;

public class ExpectFileTests
{
    private static readonly HashSet<string> Clusters = ["east", "west"];

    [Theory]
    [InlineData("read | no-errors")]
    [InlineData("inventory | none | no-warnings")]
    [InlineData("analyze | has MF202 east/DestinationRule/default/warehouse of all")]
    [InlineData("either | not any web")]
    [InlineData("read | only MY001,MY002")]
    [InlineData("forecast | east shop/web | orders:80 | now | east=100 lost<=0 west>=0")]
    [InlineData("forecast | east shop/web at r/z | orders:80 | down east shop/orders 2; path east west | to:10.1.0.1:80=50 in:r/z=50 code=MF010 !code=MF004")]
    [InlineData("gateway | east edge/gw | shop.example.com:443 | gwdown west istio-system/eastwest | lost=0")]
    [InlineData("proof | east shop/web | orders:80 | 2 | not")]
    [InlineData("simulate | east shop/web | orders:80/api | rate 2.5 for 30 seed 4 | 5 fail503 east shop/orders 1; 30 recover | failed=0 phase1.east=100 log(503+UH)>=1")]
    [InlineData("simulate | gateway east edge/gw | orders:80 | | | requests=1200")]
    [InlineData("view | istiod east reads west | ns shop labels a=b,c=d cluster east network n at r/z type router | orders:80/v1 | 10.1.0.1:80@0")]
    [InlineData("view | istiod east | ns shop | orders:80 | none")]
    public void A_line_of_the_format_is_a_check(string line) => Assert.Empty(Parse(line).Errors);

    [Theory]
    [InlineData("forecasts | east shop/web | orders:80 | now | lost=0", "unknown check 'forecasts'")]
    [InlineData("read", "'read' wants nothing")]
    [InlineData("read | no-error", "unknown want 'no-error'")]
    [InlineData("read | none of them", "unknown want 'none of them'")]
    [InlineData("analyze | has MF20", "'MF20' is no code")]
    [InlineData("analyze | has", "unknown want 'has'")]
    [InlineData("forecast | east shop/web | orders:80 | now", "has 4 fields")]
    [InlineData("forecast | east web | orders:80 | now | lost=0", "'east web' is not CLUSTER")]
    [InlineData("forecast | east shop/web | orders | now | lost=0", "'orders' is not HOST:PORT")]
    [InlineData("forecast | east shop/web | orders:80/api | now | lost=0", "has a path")]
    [InlineData("forecast | east shop/web | orders:80 | | lost=0", "there is no failure")]
    [InlineData("forecast | east shop/web | orders:80 | now; | lost=0", "without a failure")]
    [InlineData("forecast | east shop/web | orders:80 | melt east | lost=0", "unknown failure 'melt'")]
    [InlineData("forecast | east shop/web | orders:80 | scaled east shop/orders 2 | lost=0", "needs 2 names")]
    [InlineData("forecast | east shop/web | orders:80 | now | ", "wants nothing")]
    [InlineData("forecast | east shop/web | orders:80 | now | loss=0", "'loss' is no cluster of this case (east, west)")]
    [InlineData("forecast | east shop/web | orders:80 | now | lost", "unknown want 'lost'")]
    [InlineData("forecast | east shop/web | orders:80 | now | lost=1.2.3", "'1.2.3' is no number")]
    [InlineData("gateway | east edge/gw at r/z | orders:80 | now | lost=0", "says a place")]
    [InlineData("proof | east shop/web | orders:80 | two | not", "'two' is no whole number")]
    [InlineData("proof | east shop/web | orders:80 | 2 | maybe", "unknown want 'maybe'")]
    [InlineData("simulate | east shop/web | orders:80 | speed 2 | | failed=0", "unknown word 'speed'")]
    [InlineData("simulate | east shop/web | orders:80 | rate | | failed=0", "has no value")]
    [InlineData("simulate | east shop/web | orders:80 | rate 2 | recover | failed=0", "'recover' is not SECONDS")]
    [InlineData("simulate | east shop/web | orders:80 | rate 2 | 5 melt | failed=0", "unknown failure 'melt'")]
    [InlineData("simulate | east shop/web | orders:80 | rate 2 | | fails=0", "unknown want 'fails=0'")]
    [InlineData("simulate | east shop/web | orders:80 | rate 2 | | phase1.north=0", "unknown want 'phase1.north=0'")]
    [InlineData("view | istiod east | labels a=b | orders:80 | none", "'ns' is missing")]
    [InlineData("view | istiod east | ns shop labels a | orders:80 | none", "label 'a'")]
    [InlineData("view | istiod east | ns shop type waypoint | orders:80 | none", "unknown type 'waypoint'")]
    [InlineData("view | istiod east | ns shop | orders:80 | 10.1.0.1:80", "ADDRESS:PORT@PRIORITY")]
    [InlineData("secrets | east=north", "'east=north' is not CLUSTER=CLUSTER")]
    [InlineData("secrets | east=west | east=west", "twice")]
    public void Any_other_line_is_an_error_that_names_it(string line, string problem)
    {
        var file = Parse($"# a comment\n\nread | no-errors\n{line}\n");

        string error = Assert.Single(file.Errors);
        Assert.StartsWith($"line 4: {line.TrimEnd()}", error, StringComparison.Ordinal);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.Single(file.Checks);
    }

    [Fact]
    public void A_file_without_a_check_is_an_error() => Assert.Single(Parse("# later\nsecrets | east=west\n").Errors);

    [Fact]
    public void Remote_secrets_are_read_by_cluster()
    {
        var file = Parse("secrets | east=west | west=east\nread | none\n");

        Assert.Equal(["west"], file.RemoteSecrets["east"]);
        Assert.Equal(["east"], file.RemoteSecrets["west"]);
    }

    [Fact]
    public void Failures_and_times_are_those_of_the_line()
    {
        var file = Parse(
            "simulate | gateway east edge/gw | orders:80/api | rate 10 for 30 seed 7 | 0.5 down east shop/o 2; 20 recover | failed<=3");

        var check = Assert.IsType<SimulationCheck>(Assert.Single(file.Checks).Check);

        Assert.True(check.Question.FromOutside);
        Assert.Equal(new CallTarget("orders", 80, "/api"), check.Question.Target);
        Assert.Equal((10, TimeSpan.FromSeconds(30), 7ul), (check.Question.Rate, check.Question.Duration, check.Question.Seed));
        Assert.Equal(TimeSpan.FromSeconds(0.5), check.Question.Steps[0].At);
        Assert.Equal(("down", 2), (check.Question.Steps[0].Failure!.Kind, check.Question.Steps[0].Failure!.Pods));
        Assert.Null(check.Question.Steps[1].Failure);
        Assert.Equal(new Comparison("failed", "<=", 3), Assert.Single(check.Wants).Comparison);
    }

    private static ExpectFile Parse(string text) => ExpectFile.Parse(text, Clusters);
}

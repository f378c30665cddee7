using System.Globalization;
using Mesh.Conformance.Tests.Known;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>Every recorded run of the article's scenario, played again request by request.</summary>
public class ScenarioTests
{
    private const int Seeds = 30;
    private const int SeedsAtOnce = 5;
    private const int MostOrders = 5;

    [Fact]
    public void Recorded_runs_lie_within_the_simulated_ones()
    {
        var report = new ComparisonReport("scenario", "requests");
        foreach (ScenarioCase scenario in ScenarioRecordings.Runs)
        {
            report.Compare(scenario.Id, () => Check(report, scenario));
        }

        report.AssertNoneUnknown();
    }

    private static void Check(ComparisonReport report, ScenarioCase scenario)
    {
        var recorded = ScenarioOutcome.Recorded(scenario);
        var simulated = new List<ScenarioOutcome>();
        // What lies within the runs of some seeds lies within those of more.
        while (simulated.Count < Seeds
            && (simulated.Count == 0 || !report.Agrees(() => Compare(report, scenario, recorded, [.. simulated]))))
        {
            simulated.AddRange(
                Enumerable.Range(simulated.Count + 1, SeedsAtOnce).Select(seed => ScenarioOutcome.Simulated(scenario, (ulong)seed)));
        }

        Compare(report, scenario, recorded, [.. simulated]);
    }

    private static void Compare(ComparisonReport report, ScenarioCase scenario, ScenarioOutcome recorded, ScenarioOutcome[] simulated)
    {
        int slack = SlackOf(scenario);
        foreach (string phase in recorded.Failures.Keys)
        {
            Within(
                report, scenario.Id, $"failures in '{phase}'", recorded.Failures[phase], simulated.Select(run => run.Failures[phase]),
                slack, exact: 1);
        }

        foreach (
            (string Phase, string Destination) key in recorded.Served.Keys.Concat(simulated.SelectMany(run => run.Served.Keys)).Distinct())
        {
            Within(
                report, scenario.Id, $"{key.Destination} in '{key.Phase}'", recorded.Served.GetValueOrDefault(key),
                simulated.Select(run => run.Served.GetValueOrDefault(key)), slack, slack);
        }

        // Where many seeds have an order of their own, chance alone decides.
        string[] orders = [.. simulated.Select(run => run.OrderText).Distinct(StringComparer.Ordinal)];
        report.Check(
            orders.Length > MostOrders || orders.Contains(recorded.OrderText), scenario.Id,
            $"order {recorded.OrderText} is none of {string.Join(" | ", orders)}");
        if (!scenario.IsCapped)
        {
            CheckLogs(report, scenario.Id, recorded, simulated, slack * 3);
        }
    }

    private static void CheckLogs(ComparisonReport report, string id, ScenarioOutcome recorded, ScenarioOutcome[] simulated, int slack)
    {
        foreach (
            (string Proxy, string Response) key in recorded.Responses.Keys.Concat(
                simulated.SelectMany(run => run.Responses.Keys)).Distinct())
        {
            Within(
                report, id, $"{key.Proxy} logs {key.Response}", recorded.Responses.GetValueOrDefault(key),
                simulated.Select(run => run.Responses.GetValueOrDefault(key)), slack, slack);
        }

        var shapes = simulated.SelectMany(run => run.Shapes).ToHashSet(StringComparer.Ordinal);
        foreach (string shape in recorded.Shapes.Where(shape => !shapes.Contains(shape)))
        {
            report.Check(false, id, $"no simulated line is like {shape}");
        }
    }

    private static void Within(
        ComparisonReport report, string id, FormattableString what, int recorded, IEnumerable<int> simulated, int slack, int exact)
    {
        (int least, int most) = (simulated.Min(), simulated.Max());
        int more = least == most ? exact : slack;
        report.Check(
            recorded >= least - more && recorded <= most + more,
            id,
            $"{what.ToString(CultureInfo.InvariantCulture)}: {recorded} recorded, {least} to {most} simulated");
    }

    // Times are known to 100 ms: as many requests may be on the other side of an ejection or a return, and one more.
    private static int SlackOf(ScenarioCase scenario)
    {
        double[] gaps = [.. scenario.Requests.Zip(scenario.Requests.Skip(1), (a, b) => (b.At - a.At).TotalMilliseconds).Order()];
        return (int)Math.Ceiling(100 / Math.Max(1, gaps[gaps.Length / 2])) + 1;
    }
}

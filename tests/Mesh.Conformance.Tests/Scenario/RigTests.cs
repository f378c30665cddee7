using System.Globalization;
using Mesh.Conformance.Tests.Known;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>
/// Every recorded run of the second round (TCP, gRPC, methods, several callers, golden cases), played again request by request.
/// </summary>
public class RigTests
{
    private const int SeedsForOne = 40;
    private const int SeedsForSeveral = 100;
    private const int SeedsAtOnce = 5;

    // Shorter waits are the machine's, which was loaded.
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void Recorded_runs_of_the_second_round_lie_within_the_simulated_ones()
    {
        var report = new ComparisonReport("scenario", "second round");
        foreach (RigCase run in ScenarioRecordings.SecondRound)
        {
            report.Compare(run.Id, () => Check(report, run));
        }

        report.AssertNoneUnknown();
    }

    internal static void Check(ComparisonReport report, RigCase run)
    {
        var recorded = RigOutcome.Recorded(run);
        int seeds = run.Callers > 1 ? SeedsForSeveral : SeedsForOne;
        var simulated = new List<RigOutcome>();
        // What lies within the runs of some seeds lies within those of more.
        while (simulated.Count < seeds
            && (simulated.Count == 0 || !report.Agrees(() => Compare(report, run, recorded, [.. simulated]))))
        {
            simulated.AddRange(Enumerable.Range(simulated.Count + 1, SeedsAtOnce).Select(seed => RigOutcome.Simulated(run, (ulong)seed)));
        }

        Compare(report, run, recorded, [.. simulated]);
    }

    private static void Compare(ComparisonReport report, RigCase run, RigOutcome recorded, RigOutcome[] simulated)
    {
        int slack = SlackOf(run);
        foreach (string phase in recorded.Failed.Keys.Where(phase => !run.IsExcluded(phase)))
        {
            Within(report, run.Id, $"failed in '{phase}'", recorded.Failed[phase], simulated.Select(one => one.Failed[phase]), 1);
            foreach ((string Phase, string Method) key in recorded.FailedByMethod.Keys.Where(key => key.Phase == phase))
            {
                Within(report, run.Id, $"{key.Method} failed in '{phase}'", recorded.FailedByMethod[key], simulated.Select(one =>
                    one.FailedByMethod[key]), 1);
            }

            foreach (string cluster in Destinations(recorded, simulated, phase))
            {
                int count = recorded.Answered.GetValueOrDefault((phase, cluster));
                Within(report, run.Id, $"{cluster} in '{phase}'", count, simulated.Select(one =>
                    one.Answered.GetValueOrDefault((phase, cluster))), slack);
            }

            CompareTimes(report, run.Id, phase, recorded, simulated);
        }
    }

    private static IEnumerable<string> Destinations(RigOutcome recorded, RigOutcome[] simulated, string phase) =>
        simulated.Append(recorded).SelectMany(one => one.Answered.Keys).Where(key =>
            key.Phase == phase && key.Destination != "failed").Select(key => key.Destination).Distinct();

    private static void CompareTimes(ComparisonReport report, string id, string phase, RigOutcome recorded, RigOutcome[] simulated)
    {
        (TimeSpan least, TimeSpan most) = (simulated.Min(one => one.LongestInside[phase]), simulated.Max(one => one.Longest[phase]));
        (TimeSpan inside, TimeSpan longest) = (recorded.LongestInside[phase], recorded.Longest[phase]);
        report.Check(
            inside < Noticeable || inside <= most + Tolerance, id,
                $"longest wait in '{phase}': {inside.TotalSeconds} s recorded, at most {most.TotalSeconds} s simulated");
        report.Check(
            least < Noticeable || longest >= least - Tolerance, id,
                $"longest wait in '{phase}': {longest.TotalSeconds} s recorded, at least {least.TotalSeconds} s simulated");
    }

    private static void Within(ComparisonReport report, string id, FormattableString what, int recorded, IEnumerable<int> simulated,
        int more)
    {
        (int least, int most) = (simulated.Min(), simulated.Max());
        report.Check(
            recorded >= least - more && recorded <= most + more,
            id,
            $"{what.ToString(CultureInfo.InvariantCulture)}: {recorded} recorded, {least} to {most} simulated");
    }

    // Times are known to 100 ms: as many requests may be on the other side of an ejection, a return or a push, and one more.
    private static int SlackOf(RigCase run)
    {
        double[] gaps = [.. run.Requests.Zip(run.Requests.Skip(1), (a, b) => (b.At - a.At).TotalMilliseconds).Order()];
        return gaps.Length == 0 ? 1 : (int)Math.Ceiling(100 / Math.Max(1, gaps[gaps.Length / 2])) + 1;
    }
}

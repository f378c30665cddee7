using Mesh.Conformance.Tests.Known;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>Who answers whom, whom policies deny, and whose connection is cut: as a real mesh did it.</summary>
public class WhoTests
{
    private const int Seeds = 20;

    [Fact]
    public void Callers_are_answered_denied_or_cut_off_as_by_a_real_mesh()
    {
        var report = new ComparisonReport("scenario", "who");
        foreach (RecordedFile file in Truth.Files("scenario").Where(WhoCase.IsCompared))
        {
            report.Compare(file.Path, () => Compare(new WhoCase(file.ReadObject()!), report));
        }

        report.AssertNoneUnknown();
    }

    // A count is between the least and the most that simulations have, give or take one.
    private static void Compare(WhoCase recorded, ComparisonReport report)
    {
        recorded.AssertKnown();
        foreach ((string call, Dictionary<string, int> answers) in recorded.Calls)
        {
            int count = answers.Values.Sum();
            Dictionary<string, int>[] runs = [.. Enumerable.Range(1, Seeds).Select(seed => recorded.Simulate(call, count, (ulong)seed))];
            foreach (string word in answers.Keys.Union(runs.SelectMany(run => run.Keys)))
            {
                (int least, int most) = (runs.Min(run => run.GetValueOrDefault(word)), runs.Max(run => run.GetValueOrDefault(word)));
                int seen = answers.GetValueOrDefault(word);
                report.Check(seen >= least - 1 && seen <= most + 1, call, $"{word} {seen} of {count}, simulated {least} to {most}");
            }
        }
    }
}

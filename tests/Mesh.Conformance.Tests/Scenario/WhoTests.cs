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

    // A count is between the least and the most that simulations have, give or take one. More of them only widen that.
    private static void Compare(WhoCase recorded, ComparisonReport report)
    {
        recorded.AssertKnown();
        foreach ((string call, Dictionary<string, int> answers) in recorded.Calls)
        {
            var runs = new List<Dictionary<string, int>>();
            string[] outside;
            do
            {
                runs.Add(recorded.Simulate(call, answers.Values.Sum(), (ulong)runs.Count + 1));
                outside = [.. Outside(answers, runs)];
            }
            while (outside.Length > 0 && runs.Count < Seeds);

            report.Check(outside.Length == 0, call, $"{string.Join(", ", outside)}");
        }
    }

    private static IEnumerable<string> Outside(Dictionary<string, int> answers, List<Dictionary<string, int>> runs)
    {
        foreach (string word in answers.Keys.Union(runs.SelectMany(run => run.Keys)))
        {
            (int least, int most) = (runs.Min(run => run.GetValueOrDefault(word)), runs.Max(run => run.GetValueOrDefault(word)));
            int seen = answers.GetValueOrDefault(word);
            if (seen < least - 1 || seen > most + 1)
            {
                yield return $"{word} {seen} of {answers.Values.Sum()}, simulated {least} to {most}";
            }
        }
    }
}

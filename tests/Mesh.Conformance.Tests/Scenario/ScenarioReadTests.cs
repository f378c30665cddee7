using Mesh.Conformance.Tests.Known;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>The reader knows everything that a recorded run holds, or says what it does not know.</summary>
public class ScenarioReadTests
{
    [Fact]
    public void Every_recorded_run_is_read()
    {
        var report = new ComparisonReport("scenario", "read");
        foreach ((string id, string unread) in ScenarioRecordings.Unread)
        {
            report.Compare(id, () => report.Check(unread.Length == 0, id, $"{unread}"));
        }

        report.AssertNoneUnknown();
    }
}

using Mesh.Conformance.Tests.Known;
using Mesh.Istio.Pictures;
using Mesh.Istio.Simulation;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>The timeline drawn of a simulation is that of the recorded Envoys, in the runs of the article's golden case.</summary>
public class TimelineTests
{
    private const int Seeds = 20;
    private static readonly TimeSpan Bin = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void A_drawn_timeline_has_what_the_Envoys_did()
    {
        var report = new ComparisonReport("scenario", "timelines");
        foreach (RigCase run in ScenarioRecordings.SecondRound.Where(run => run.Id.StartsWith("P-article", StringComparison.Ordinal)))
        {
            report.Compare(run.Id, () => Array.ForEach(Closest(run), difference => report.Check(false, run.Id, $"{difference}")));
        }

        report.AssertNoneUnknown();
    }

    // Which of two pods answers, and whether a request was under way at an event, is chance: one of the seeds has to be like it.
    private static string[] Closest(RigCase run)
    {
        Timeline recorded = Draw(run, run.Requests.Select((request, i) => new SimulatedRequest(
            i, Late(request.At), request.Duration, request.Failed ? 503 : 200, "", 1, request.Failed ? "" : request.Destination, "")));
        string[]? closest = null;
        for (ulong seed = 1; seed <= Seeds && closest is not []; seed++)
        {
            var requests = new List<SimulatedRequest>();
            run.Simulation(seed).WithRequests(requests.Add).Run();
            string[] differences = [.. Differences(run, recorded, Draw(run, requests))];
            closest = closest is null || differences.Length < closest.Length ? differences : closest;
        }

        return closest!;
    }

    private static IEnumerable<string> Differences(RigCase run, Timeline recorded, Timeline simulated)
    {
        foreach (IGrouping<string, RigRequest> phase in run.Requests.GroupBy(request => request.Phase, StringComparer.Ordinal)
            .Where(phase => !run.IsExcluded(phase.Key)))
        {
            (TimeSpan from, TimeSpan to) = (Late(phase.Min(request => request.At)), Late(phase.Max(request => request.At)));
            (long wanted, long drawn) = (Failed(recorded, from, to), Failed(simulated, from, to));
            if (Math.Abs(wanted - drawn) > 1)
            {
                yield return $"{phase.Key}: {wanted} failed, {drawn} drawn";
            }

            foreach (string cluster in recorded.Clusters.Union(simulated.Clusters))
            {
                (TimeSpan? first, TimeSpan? shown) = (First(recorded, cluster, from, to), First(simulated, cluster, from, to));
                if (first.HasValue != shown.HasValue || (first - shown)?.Duration() > Bin + Bin)
                {
                    yield return $"{phase.Key}: {cluster} answers from {first}, drawn from {shown}";
                }
            }
        }
    }

    private static long Failed(Timeline timeline, TimeSpan from, TimeSpan to) =>
        timeline.Bins.Where(bin => bin.From + Bin > from && bin.From <= to).Sum(bin => bin.Failed);

    // A bin begins up to one bin before its first request.
    private static TimeSpan? First(Timeline timeline, string cluster, TimeSpan from, TimeSpan to)
    {
        int place = timeline.Clusters.ToList().IndexOf(cluster);
        return place < 0 ? null : timeline.Bins
            .Where(bin => bin.From + Bin > from && bin.From <= to && bin.Answered[place] > 0)
            .Select(bin => (TimeSpan?)bin.From).FirstOrDefault();
    }

    private static Timeline Draw(RigCase run, IEnumerable<SimulatedRequest> requests)
    {
        var recorder = new TimelineRecorder(Bin);
        foreach (SimulatedRequest request in requests)
        {
            recorder.Add(request);
        }

        Timeline timeline = recorder.Build(new SimulationResult { Client = "client", Host = run.Id, Port = 80 });
        Assert.Contains("</svg>", timeline.ToSvg(), StringComparison.Ordinal);
        return timeline;
    }

    // As RigCase plays it: everything a second later, when what holds all the time has been pushed.
    private static TimeSpan Late(TimeSpan at) => (at > TimeSpan.Zero ? at : TimeSpan.Zero) + TimeSpan.FromSeconds(1);
}

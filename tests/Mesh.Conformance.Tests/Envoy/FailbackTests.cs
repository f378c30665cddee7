using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>When a real Envoy let ejected hosts back in, and what broken ones cost each time, against many simulated runs.</summary>
public class FailbackTests
{
    private const int Runs = 100;

    /// <summary>The recordings' tolerance, in seconds.</summary>
    private const double Tolerance = 0.05;

    [Fact]
    public void Every_recorded_fail_back_lies_within_the_simulated_ones()
    {
        var report = new ComparisonReport("envoy", "failback");
        foreach (JsonNode node in EnvoyRecordings.Cases("failback"))
        {
            report.Compare(EnvoyRecordings.NameOf(node), () => Compare(node, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(JsonNode node, ComparisonReport report)
    {
        string name = (string)node["name"]!;
        JsonNode input = node["input"]!;
        int requests = (int)node["totalRequests"]!;
        double duration = (double)input["durationSeconds"]!;
        if (duration == 0)
        {
            duration = node["events"]!.AsArray().Max(row => (double)row![0]!) + 1.5;
        }

        double pace = duration / requests;
        var overhead = TimeSpan.FromSeconds(Math.Clamp(pace - ((double)input["pacingMs"]! / 1000) - 0.001, 0.001, 0.008));
        FailbackRun[] runs = [
            .. Enumerable.Range(0, Runs).Select(i => FailbackRun.Play(input, overhead, TimeSpan.FromSeconds(duration), (ulong)i * 104729))];
        JsonArray cycles = node["cycles"]!.AsArray();
        OutlierPolicy outliers = SettingsJson.Outliers(input["outlierDetection"])!;
        bool several = input["failing"]!.AsArray().Count > 1;
        for (int i = 0; i < cycles.Count; i++)
        {
            // Where several hosts fail, the order in which they come and go is chance: a cycle is compared with all of them.
            FailbackCycle[] simulated = several
                ? [.. runs.SelectMany(run => run.Cycles)]
                : [.. runs.Where(run => run.Cycles.Count > i).Select(run => run.Cycles[i])];
            report.Check(simulated.Length > 0, name, $"ejection {i + 1} was never simulated");
            if (simulated.Length > 0)
            {
                CompareCycle($"{name} ejection {i + 1}", cycles[i]!, isLast: i == cycles.Count - 1, simulated, outliers, report);
            }
        }

        int failed = (int)node["failedRequests"]!;
        double slack = 1 + (0.1 * failed);
        report.Check(
            failed >= runs.Min(run => run.Failed) - slack && failed <= runs.Max(run => run.Failed) + slack,
            name,
            $"{failed} failed, simulated {runs.Min(run => run.Failed)} to {runs.Max(run => run.Failed)}");
    }

    private static void CompareCycle(
        string name, JsonNode cycle, bool isLast, FailbackCycle[] simulated, OutlierPolicy outliers, ComparisonReport report)
    {
        FailbackCycle[] complete = [.. simulated.Where(run => run.EjectedFor is not null)];
        if (cycle["ejectedFor"] is null || complete.Length == 0)
        {
            return;
        }

        CompareEjectionTime(name, cycle, complete, outliers, report);
        // How many requests fit into the second of the merge window depends on how busy the machine was.
        double failedMeanwhile = (double)cycle["failedWhileEjected"]!;
        InRange(report, name, "failed while ejected", failedMeanwhile, complete.Select(run => (double)run.FailedWhileEjected),
            1 + (0.25 * failedMeanwhile));
        if (!isLast && cycle["failedBeforeNextEjection"] is { } failed)
        {
            InRange(report, name, "failed before the next ejection", (double)failed,
                complete.Select(run => run.FailedBeforeNext).OfType<int>().Select(count => (double)count), 1);
        }

        if (cycle["firstRequestToHostAfter"] is { } first)
        {
            InRange(report, name, "first request after return", (double)first,
                complete.Select(run => run.FirstRequestAfter).OfType<double>(), Tolerance);
        }
    }

    /// <summary>
    /// The multiplier must be one that is simulated, and the time out one that this multiplier allows. The simulated times themselves would
    /// be
    /// too narrow: a tick of the recording that came 20 ms late moves every later ejection against the ticks.
    /// </summary>
    private static void CompareEjectionTime(
        string name, JsonNode cycle, FailbackCycle[] simulated, OutlierPolicy outliers, ComparisonReport report)
    {
        double measured = (double)cycle["ejectedFor"]!;
        int[] recorded = Multipliers(cycle["multiplier"]);
        int[] multipliers = [
            .. simulated.Select(run => run.Multiplier).Where(k => recorded.Length == 0 || recorded.Contains(k)).Distinct().Order()];
        double slack = (outliers.Interval + outliers.MaxEjectionTimeJitter).TotalSeconds + Tolerance;
        report.Check(
            multipliers.Any(k => measured - Shortest(outliers, k) is var late && late > -Tolerance && late < slack),
            name,
            $"ejected for {measured:0.###} with multiplier {string.Join(" or ", recorded)}, simulated {Multipliers(simulated)}");
    }

    private static string Multipliers(FailbackCycle[] runs) => string.Join(' ', runs.Select(run => run.Multiplier).Distinct());

    private static double Shortest(OutlierPolicy outliers, int multiplier) =>
        Math.Min(multiplier * outliers.BaseEjectionTime.TotalSeconds, outliers.EffectiveMaxEjectionTime.TotalSeconds);

    private static void InRange(
        ComparisonReport report, string name, string what, double measured, IEnumerable<double> simulated, double tolerance)
    {
        double[] values = [.. simulated];
        (double least, double most) = values.Length == 0 ? (0, 0) : (values.Min(), values.Max());
        report.Check(
            values.Length == 0 || (measured >= least - tolerance && measured <= most + tolerance),
            name,
            $"{what} {measured:0.###}, simulated {least:0.###} to {most:0.###}");
    }

    private static int[] Multipliers(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(value => (int)value!)],
        _ => [(int)node],
    };
}

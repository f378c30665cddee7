using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>What users of a real Envoy saw when hosts died, against many simulated runs of the same case.</summary>
public class FailoverTests(ITestOutputHelper output)
{
    private const int Runs = 100;

    [Fact]
    public void Every_recorded_failover_lies_within_the_simulated_ones()
    {
        var report = new ComparisonReport("envoy", "failover");
        var deviations = new List<double>();
        foreach (JsonNode node in EnvoyRecordings.Cases("failover"))
        {
            report.Compare(EnvoyRecordings.NameOf(node), () => Compare(node, report, deviations));
        }

        if (deviations.Count > 0)
        {
            // Over all cases, so it belongs to none of them.
            report.Compare("all cases", () => CheckSpread(report, deviations));
        }

        report.AssertNoneUnknown();
    }

    private void CheckSpread(ComparisonReport report, List<double> deviations)
    {
        double mean = deviations.Average();
        double deviation = Math.Sqrt(deviations.Average(z => (z - mean) * (z - mean)));
        output.WriteLine(FormattableString.Invariant(
            $"{deviations.Count} cases with spread: standardised deviation {mean:0.00}, its spread {deviation:0.00}"));
        report.Check(Math.Abs(mean) <= 0.25, "all cases", $"the counts are biased by {mean:0.00} standard deviations");
        report.Check(deviation is > 0.7 and < 1.3, "all cases", $"the spread of the counts is {deviation:0.00} times the simulated one");
    }

    private static void Compare(JsonNode node, ComparisonReport report, List<double> deviations)
    {
        string name = EnvoyRecordings.NameOf(node);
        FailoverRun[] runs = [.. Enumerable.Range(0, Runs).Select(i => FailoverRun.Play(node["input"]!, (ulong)i * 7919))];
        int[] simulated = [.. runs.Select(run => run.Failed)];
        int[] measured = [.. node["failedRequests"]!.AsArray().Select(count => (int)count!)];
        foreach (int count in measured)
        {
            report.Check(
                count >= simulated.Min() - 1 && count <= simulated.Max() + 1, name,
                $"{count} failed, simulated {simulated.Min()} to {simulated.Max()}");
        }

        if ((int?)node["formula"] is { } formula)
        {
            report.Check(
                simulated.All(count => count == formula), name,
                $"the formula says {formula}, simulated {simulated.Min()} to {simulated.Max()}");
        }

        // A failure beyond the simulated ones is the asynchronous ejection that the tolerance of 1 stands for; its flags cannot be
        // simulated.
        if (measured.Max() <= simulated.Max())
        {
            CompareFlags(node, name, runs, report);
        }

        CompareEjections(node, name, runs, report);
        double mean = simulated.Average();
        double spread = Math.Sqrt(simulated.Average(count => (count - mean) * (count - mean)));
        if (spread > 0.05 && (int)node["input"]!["workers"]! == 1)
        {
            deviations.Add((measured.Average() - mean) / (spread / Math.Sqrt(measured.Length)));
        }
    }

    private static void CompareFlags(JsonNode node, string name, FailoverRun[] runs, ComparisonReport report)
    {
        string[] simulated = [.. runs.SelectMany(run => run.Flags).Distinct().Order(StringComparer.Ordinal)];
        foreach (JsonNode? flags in node["failureFlags"]!.AsArray())
        {
            report.Check(simulated.Contains((string)flags!), name, $"flags {flags} were logged, simulated {string.Join(' ', simulated)}");
        }
    }

    private static void CompareEjections(JsonNode node, string name, FailoverRun[] runs, ComparisonReport report)
    {
        HashSet<string> simulated = [.. runs.Select(run => string.Join("; ", run.Ejections.Order(StringComparer.Ordinal)))];
        foreach (JsonNode? repetition in node["ejections"]!.AsArray())
        {
            string ejections = string.Join("; ", repetition!.AsArray().Select(row => $"{row![1]} {row[2]}").Order(StringComparer.Ordinal));
            report.Check(simulated.Contains(ejections), name, $"ejected were '{ejections}', simulated '{string.Join("' '", simulated)}'");
        }
    }
}

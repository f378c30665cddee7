using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>
/// What a real Envoy did when endpoints left, came back, changed or died, against many simulated runs of the same script.
/// </summary>
public class RemovalTests
{
    private const int Runs = 40;

    /// <summary>Pauses of the client plus the noise of the machine, in seconds.</summary>
    private const double Resolution = 0.06;

    [Fact]
    public void Every_recorded_change_of_endpoints_has_the_simulated_effect()
    {
        var report = new ComparisonReport("envoy", "removal");
        foreach (JsonNode node in EnvoyRecordings.Cases("removal"))
        {
            report.Compare(EnvoyRecordings.NameOf(node), () => Compare(node, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(JsonNode node, ComparisonReport report)
    {
        string name = (string)node["name"]!;
        JsonNode input = node["input"]!;
        JsonArray steps = node["steps"]!.AsArray();
        double end = (double)steps[^1]!["at"]! + steps[^1]!["lastRequestSentAfter"]!.AsObject().Max(entry => (double)entry.Value!);
        int requests = steps.Sum(step => (int)step!["requests"]!);
        double pace = end * (int)input["workers"]! / requests;
        double known = (((double)input["pacingMs"]! + (double)input["serviceTimeMs"]!) / 1000) + 0.001;
        var overhead = TimeSpan.FromSeconds(Math.Clamp(pace - known, 0.0005, 0.01));
        RemovalRun[] runs = [.. Enumerable.Range(0, Runs).Select(i => RemovalRun.Play(input, overhead, end, (ulong)i * 15485863))];
        for (int i = 0; i < steps.Count; i++)
        {
            CompareStep($"{name} step {i}", steps[i]!, [.. runs.Select(run => run.Steps[i])], report);
        }

        CompareCount(report, name, "failed", (int)node["failedRequests"]!, [.. runs.Select(run => (double)run.Failed)],
            Math.Sqrt(runs.Average(run => run.Failed)));
        CompareEvents(node, name, runs, report);
    }

    private static void CompareStep(string name, JsonNode step, RemovalStep[] simulated, ComparisonReport report)
    {
        int requests = (int)step["requests"]!;
        JsonObject measured = step["byEndpoint"]!.AsObject();
        if (simulated.All(run => run.Requests == 0))
        {
            // Two steps at one moment: a few requests can fall between them.
            report.Check(requests <= 8, name, $"{requests} requests between two steps at the same time");
            return;
        }

        foreach (string endpoint in measured.Select(entry => entry.Key).Union(simulated.SelectMany(run => run.Endpoints)))
        {
            int count = (int?)measured[endpoint] ?? 0;
            double[] shares = [.. simulated.Where(run => run.Requests > 0).Select(run => (double)run.Count(endpoint) / run.Requests)];
            double share = shares.Average();
            CompareCount(report, name, endpoint, count, [.. shares.Select(value => value * requests)],
                Math.Sqrt(requests * share * (1 - share)));
            CompareTime(report, name, $"first request to {endpoint}", step["firstRequestSentAfter"]![endpoint],
                simulated.Select(run => run.First(endpoint)));
            CompareTime(report, name, $"last request to {endpoint}", step["lastRequestSentAfter"]![endpoint],
                simulated.Select(run => run.Last(endpoint)));
        }
    }

    private static void CompareCount(
        ComparisonReport report, string name, string what, double measured, double[] simulated, double counting)
    {
        double mean = simulated.Average();
        double spread = Math.Sqrt(simulated.Average(value => (value - mean) * (value - mean)));
        double tolerance = (4 * Math.Sqrt((spread * spread) + (counting * counting))) + 2;
        report.Check(Math.Abs(measured - mean) <= tolerance, name, $"{what} {measured}, simulated {mean:0.0} +- {tolerance:0.0}");
    }

    private static void CompareTime(ComparisonReport report, string name, string what, JsonNode? measured, IEnumerable<double?> simulated)
    {
        double[] times = [.. simulated.OfType<double>()];
        if (measured is not null && times.Length > 0)
        {
            double time = (double)measured;
            report.Check(
                time >= times.Min() - Resolution && time <= times.Max() + Resolution, name,
                    $"{what} after {time:0.000}, simulated {times.Min():0.000} to {times.Max():0.000}");
        }
    }

    private static void CompareEvents(JsonNode node, string name, RemovalRun[] runs, ComparisonReport report)
    {
        (string Text, double At)[] measured = [.. node["events"]!.AsArray().Select(row => (
            $"{((string)row![1]! == "EJECT" ? (string)row[2]! : "UNEJECT")} {row[3]}", (double)row[0]!))];
        string text = Join(measured);
        RemovalRun[] alike = [.. runs.Where(run => Join(run.Ejections) == text)];
        report.Check(alike.Length > 0, name,
            $"events {text}, simulated {string.Join(" or ", runs.Select(run => Join(run.Ejections)).Distinct())}");
        for (int i = 0; i < measured.Length && alike.Length > 0; i++)
        {
            CompareTime(report, name, measured[i].Text, JsonValue.Create(measured[i].At),
                alike.Select(run => (double?)run.Ejections[i].At));
        }
    }

    private static string Join(IEnumerable<(string Text, double At)> events) => string.Join("; ", events.Select(e => e.Text));
}

using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>How long a real Envoy waited before each retry.</summary>
public class BackoffTests
{
    private const int Draws = 20_000;

    /// <summary>What the machine and Envoy's millisecond timers add to a wait.</summary>
    private const double NoiseMs = 8;

    [Fact]
    public void Every_recorded_wait_is_distributed_as_the_simulated_one()
    {
        var report = new ComparisonReport("envoy", "backoff");
        var random = new SeededRandom(1);
        foreach (JsonNode node in EnvoyRecordings.Cases("backoff"))
        {
            report.Compare(EnvoyRecordings.NameOf(node), () => Compare(node, ref random, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(JsonNode node, ref SeededRandom random, ComparisonReport report)
    {
        int retry = (int)node["retry"]!;
        var policy = new RetryPolicy { BackoffBase = SettingsJson.Duration(node["baseInterval"])!.Value };
        double[] waits = new double[Draws];
        for (int i = 0; i < Draws; i++)
        {
            waits[i] = policy.Backoff(retry, ref random).TotalMilliseconds;
        }

        Array.Sort(waits);
        string name = $"base {node["baseInterval"]} retry {retry}";
        double samples = (int)node["samples"]!;
        double spread = waits[^1] / Math.Sqrt(12);
        Near(report, name, "mean", (double)node["meanMs"]!, waits.Average(), 4 * spread / Math.Sqrt(samples));
        Near(report, name, "median", (double)node["p50Ms"]!, waits[Draws / 2], 4 * waits[^1] * 0.5 / Math.Sqrt(samples));
        Near(report, name, "95th percentile", (double)node["p95Ms"]!, waits[Draws * 95 / 100], 4 * waits[^1] * 0.218 / Math.Sqrt(samples));
        Near(report, name, "largest", (double)node["maxMs"]!, waits[^1], waits[^1] * 0.05);
    }

    private static void Near(ComparisonReport report, string name, string what, double measured, double simulated, double tolerance) =>
        report.Check(
        measured >= simulated - tolerance && measured <= simulated + tolerance + NoiseMs, name,
            $"{what} {measured:0.0} ms, simulated {simulated:0.0} -{tolerance:0.0}/+{tolerance + NoiseMs:0.0}");
}

using System.Text.RegularExpressions;
using Mesh.Cases.Tests.Expectations;
using Mesh.Cases.Tests.Product;
using Mesh.Istio.Simulation;

namespace Mesh.Cases.Tests.Checks;

/// <summary>A count of a simulation, a number of one phase, or the lines of its access logs that contain a text.</summary>
internal sealed partial record SimulationWant(Comparison Comparison)
{
    /// <exception cref="FormatException">The want is unknown, or names a cluster that the case has not.</exception>
    public static SimulationWant Parse(string text, IReadOnlySet<string> clusters)
    {
        var comparison = Comparison.Parse(text);
        bool known = comparison.Key is "failed" or "retried" or "requests"
            || LogPattern().IsMatch(comparison.Key)
            || (PhasePattern().Match(comparison.Key) is { Success: true } phase
                && (phase.Groups[2].Value is "failed" or "requests" || clusters.Contains(phase.Groups[2].Value)));
        return known ? new SimulationWant(comparison) : throw new FormatException($"unknown want '{text}'");
    }

    /// <summary>What was expected and what came; <see langword="null"/> when the want is met.</summary>
    public string? Problem(SimulatedRun run)
    {
        if (PhasePattern().Match(Comparison.Key) is { Success: true } match)
        {
            int index = Numbers.Whole(match.Groups[1].Value);
            return index < run.Result.Phases.Count
                ? Comparison.Problem(PhaseNumber(run.Result.Phases[index], match.Groups[2].Value))
                : $"expected {Comparison}, but there are only {run.Result.Phases.Count} phases";
        }

        return Comparison.Problem(Comparison.Key switch
        {
            "failed" => run.Result.Failed,
            "retried" => run.Result.Retried,
            "requests" => run.Result.Requests,
            _ => Lines(run, LogPattern().Match(Comparison.Key).Groups[1].Value.Replace('+', ' ')),
        });
    }

    private static int Lines(SimulatedRun run, string text) => run.Log.Count(line => line.Contains(text, StringComparison.Ordinal));

    private static double PhaseNumber(SimulationPhase phase, string key) => key switch
    {
        "failed" => phase.Failed,
        "requests" => phase.Requests,
        _ => phase.PercentTo(key),
    };

    [GeneratedRegex(@"^phase(\d+)\.(.+)$")]
    private static partial Regex PhasePattern();

    [GeneratedRegex(@"^log\((.+)\)$")]
    private static partial Regex LogPattern();
}

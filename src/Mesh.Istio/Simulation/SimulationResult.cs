using System.Globalization;
using System.Text;
using Mesh.Diagnostics;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Simulation;

/// <summary>What became of all requests of a simulation.</summary>
public sealed record SimulationResult
{
    /// <summary>The client.</summary>
    public required string Client { get; init; }

    /// <summary>The host that was called.</summary>
    public required string Host { get; init; }

    /// <summary>The port that was called.</summary>
    public required int Port { get; init; }

    /// <summary>The requests sent.</summary>
    public long Requests { get; init; }

    /// <summary>Those that their callers saw fail.</summary>
    public long Failed { get; init; }

    /// <summary>Those that the client's proxy tried more than once, failed or not.</summary>
    public long Retried { get; init; }

    /// <summary>The tries of the caller's proxy after the first of each request, which Envoy counts (<c>upstream_rq_retry</c>).</summary>
    public long Retries { get; init; }

    /// <summary>When the last request began that failed; <see langword="null"/> when none did.</summary>
    public TimeSpan? LastError { get; init; }

    /// <summary>The longest time that a caller waited for an answer.</summary>
    public TimeSpan LongestWait { get; init; }

    /// <summary>
    /// When the first request began after which all were answered again by the clusters that answered before the first failure;
    /// <see langword="null"/> when traffic did not leave, or was not home at the end.
    /// </summary>
    public TimeSpan? HomeAgain { get; init; }

    /// <summary>Whether the last request was answered by a cluster that answered before the first failure.</summary>
    public bool IsHome { get; init; }

    /// <summary>The requests by phase.</summary>
    public ValueList<SimulationPhase> Phases { get; init; }

    /// <summary>
    /// What the pods with a <see cref="SimulatedCapacity"/> had to do, by cluster and name; empty where no request came to any.
    /// </summary>
    public ValueList<SimulatedLoad> Loads { get; init; }

    /// <summary>What happened when: failures, pushes, ejections and returns.</summary>
    public ValueList<SimulationEvent> Events { get; init; }

    /// <summary>What could not be simulated (<c>MF</c> codes).</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>
    /// Whether no request was sent, because a name in the question does not exist: of the client, the host, or something that fails.
    /// </summary>
    public bool IsUnknown =>
        Diagnostics.Any(finding => FailureDiagnostics.Concerns(finding) || finding.Code == ForecastDiagnostics.HostUnknown.Code);

    /// <summary>The result in a few lines.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text,
            $"{Client} to {Host}:{Port}: {(IsUnknown ? "unknown"
                : string.Create(
                    CultureInfo.InvariantCulture, $"{Requests} requests, {Failed} failed, {Retried} retried ({Retries} retries)"))}");
        foreach (SimulationPhase phase in Phases)
        {
            string answered = string.Join(", ", phase.Destinations
                .GroupBy(destination => destination.Cluster, StringComparer.Ordinal)
                .Select(group => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{group.Sum(destination => destination.Requests)} by {(group.Key.Length == 0 ? group.First().Pod : group.Key)}")));
            string failed = phase.Failed == 0 ? ""
                : string.Create(CultureInfo.InvariantCulture, $"{phase.Failed} failed{(answered.Length > 0 ? ", " : "")}");
            Line(text, $"  {phase.From.TotalSeconds:0.###} s {phase.Name}: {(phase.Requests == 0 ? "no request" : failed + answered)}");
        }

        if (LastError is { } last)
        {
            Line(text, $"  last error at {last.TotalSeconds:0.###} s");
        }

        if (HomeAgain is { } home)
        {
            Line(text, $"  home again at {home.TotalSeconds:0.###} s");
        }

        foreach (SimulatedLoad load in Loads)
        {
            Line(text, $"  {load}");
        }

        foreach (Diagnostic diagnostic in Diagnostics)
        {
            Line(text, $"  {diagnostic}");
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

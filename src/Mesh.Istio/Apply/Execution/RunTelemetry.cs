using System.Diagnostics;
using Mesh.Istio.Telemetry;

namespace Mesh.Istio.Apply.Execution;

/// <summary>The span and the measurements of the run in one cluster.</summary>
internal sealed class RunTelemetry(MeshTelemetry? telemetry, string cluster, TimeProvider time) : IDisposable
{
    private readonly Activity? _span = telemetry?.StartApply(cluster);
    private readonly long _started = time.GetTimestamp();

    /// <summary>Makes what follows part of the span.</summary>
    public void Enter()
    {
        if (_span is not null)
        {
            Activity.Current = _span;
        }
    }

    public ClusterResult End(ClusterResult result)
    {
        string word = result.IsComplete ? "complete" : "incomplete";
        _span?.SetTag("mesh.result", word).SetTag("mesh.objects", result.Objects.Count).SetStatus(
            result.IsComplete ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        telemetry?.Applied(
            cluster, word, time.GetElapsedTime(_started),
            result.Objects.GroupBy(entry => entry.Outcome).Select(entries => (WordOf(entries.Key), entries.Count())));
        return result;
    }

    public void Dispose() => _span?.Dispose();

    // As people read them, in the form of a tag's value.
    private static string WordOf(ApplyOutcome outcome) => ApplyText.Word(outcome).Replace(' ', '_');
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Telemetry;

/// <summary>
/// What Mesh tells of its work: spans of an <see cref="ActivitySource"/> and instruments of a <see cref="Meter"/>, both called
/// <see cref="Name"/>. The page
/// <c>docs/hosting.md</c> lists them. Safe for concurrent use.
/// </summary>
/// <remarks>Make one for a process and dispose of it at the end; with dependency injection the container does both.</remarks>
public sealed class MeshTelemetry : IDisposable
{
    /// <summary>The name of the source of spans and of the meter: <c>Mesh</c>.</summary>
    public const string Name = "Mesh";

    private readonly ActivitySource _source = new(Name);
    private readonly Meter? _ownMeter;
    private readonly Counter<long> _reconciliations;
    private readonly Counter<long> _objects;
    private readonly Histogram<double> _applyDuration;
    private readonly Histogram<double> _generateDuration;
    private readonly Counter<long> _drift;
    private readonly Counter<long> _retries;
    private readonly Gauge<int> _leader;
    private readonly Gauge<int> _pending;
    private readonly Counter<long> _movementSteps;

    /// <summary>Makes the source and the instruments.</summary>
    /// <param name="meters">Makes and keeps the meter; <see langword="null"/>: a meter of its own.</param>
    public MeshTelemetry(IMeterFactory? meters = null)
    {
        Meter meter = meters?.Create(new MeterOptions(Name)) ?? (_ownMeter = new Meter(Name));
        _reconciliations = meter.CreateCounter<long>(
            "mesh.reconciliations", "{reconciliation}", "Decisions about what is wanted, by result.");
        _objects = meter.CreateCounter<long>("mesh.apply.objects", "{object}", "Objects of runs, by cluster and outcome.");
        _applyDuration = meter.CreateHistogram<double>("mesh.apply.duration", "s", "How long a run took in a cluster.");
        _generateDuration = meter.CreateHistogram<double>("mesh.generate.duration", "s", "How long generation took.");
        _drift = meter.CreateCounter<long>(
            "mesh.drift", "{object}", "Objects that were found otherwise than they were left, by cluster and kind of drift.");
        _retries = meter.CreateCounter<long>(
            "mesh.requests.retried", "{request}", "Requests to API servers that were sent once more, by cluster and failure.");
        _leader = meter.CreateGauge<int>("mesh.leader", "{replica}", "1 while this replica leads, else 0.");
        _pending = meter.CreateGauge<int>("mesh.clusters.pending", "{cluster}", "Clusters that are not as wanted yet.");
        _movementSteps = meter.CreateCounter<long>("mesh.movement.steps", "{step}", "Steps of movements, by action and result.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source.Dispose();
        _ownMeter?.Dispose();
    }

    internal Activity? StartReconcile(string trigger) => _source.StartActivity("mesh.reconcile")?.SetTag("mesh.trigger", trigger);

    internal Activity? StartGenerate() => _source.StartActivity("mesh.generate");

    internal Activity? StartApply(string cluster) => _source.StartActivity("mesh.apply")?.SetTag("mesh.cluster", cluster);

    internal Activity? StartDriftCheck() => _source.StartActivity("mesh.drift");

    internal Activity? StartMovementStep(int step, string action) =>
        _source.StartActivity("mesh.movement.step")?.SetTag("mesh.step", step).SetTag("mesh.action", action);

    internal void Moved(string action, string result) => _movementSteps.Add(1, new("mesh.action", action), new("mesh.result", result));

    internal void Generated(TimeSpan duration, string result)
    {
        _generateDuration.Record(duration.TotalSeconds);
        _reconciliations.Add(1, new KeyValuePair<string, object?>("mesh.result", result));
    }

    internal void Applied(string cluster, string result, TimeSpan duration, IEnumerable<(string Outcome, int Count)> outcomes)
    {
        var place = new KeyValuePair<string, object?>("mesh.cluster", cluster);
        _applyDuration.Record(duration.TotalSeconds, place, new("mesh.result", result));
        foreach ((string outcome, int count) in outcomes)
        {
            _objects.Add(count, place, new("mesh.outcome", outcome));
        }
    }

    internal void Drifted(string cluster, string kind, int count) =>
        _drift.Add(count, new("mesh.cluster", cluster), new("mesh.drift", kind));

    internal void Retried(RequestRetry retry) =>
        _retries.Add(1, new("mesh.cluster", retry.Cluster), new("mesh.failure", WordOf(retry.Failure)));

    internal void Leads(bool leads) => _leader.Record(leads ? 1 : 0);

    internal void Pending(int clusters) => _pending.Record(clusters);

    // The kinds that are worth another try.
    private static string WordOf(ClusterFailureKind failure) => failure switch
    {
        ClusterFailureKind.Unreachable => "unreachable",
        ClusterFailureKind.Timeout => "timeout",
        ClusterFailureKind.Interrupted => "interrupted",
        ClusterFailureKind.Malformed => "malformed",
        ClusterFailureKind.Overloaded => "overloaded",
        ClusterFailureKind.Unauthorized => "unauthorized",
        _ => "unavailable",
    };
}

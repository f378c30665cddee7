using Mesh.Diagnostics;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Execution;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Telemetry;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Apply;

/// <summary>
/// Makes clusters have what they are to have: server-side apply in an order in which no proxy ever sees an object without what it needs,
/// then deletion, in the reverse order, of what the set has no longer. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>Clusters do not wait for each other, except from stage to stage, and the failure of one never stops another of its stage.</para>
/// <para>Applying again is always safe: objects that are in sync cost no write, and a run that was killed leaves a state from which the
/// next one does the rest.</para>
/// </remarks>
public sealed class Applier
{
    private readonly ClusterConnections _connections;
    private readonly ApplyOptions _options;
    private readonly MeshTelemetry? _telemetry;

    /// <summary>Makes an applier.</summary>
    /// <param name="connections">The connections to the clusters, one each. The caller disposes of them.</param>
    /// <param name="options">How; the defaults when <see langword="null"/>.</param>
    /// <param name="telemetry">Records every run; none when <see langword="null"/>. The caller disposes of it.</param>
    /// <exception cref="ArgumentException">Two connections lead to clusters of the same name, or an option is out of range.</exception>
    public Applier(IEnumerable<ClusterConnection> connections, ApplyOptions? options = null, MeshTelemetry? telemetry = null)
    {
        _telemetry = telemetry;
        _options = options ?? new ApplyOptions();
        _options.Check();
        _connections = new ClusterConnections(connections, _options);
    }

    /// <summary>Applies.</summary>
    /// <param name="resources">What the clusters are to have. A cluster that is not in it is not touched.</param>
    /// <param name="progress">Gets every object as soon as its outcome is known, from any thread.
    /// When it throws, it gets no more (<c>MA017</c>).</param>
    /// <param name="cancellation">
    /// Ends the run as soon as possible. It does not throw: the result then says of every object how far it came.
    /// </param>
    /// <returns>What happened to every object.</returns>
    public Task<ApplyResult> ApplyAsync(
        MeshResources resources, IProgress<AppliedObject>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return ApplyAsync(RunScope.WithoutHeld(resources), RunScope.Of(resources, _options), progress, cancellation);
    }

    internal async Task<ApplyResult> ApplyAsync(
        MeshResources resources, RunScope scope, IProgress<AppliedObject>? progress, CancellationToken cancellation)
    {
        ValueList<ValueList<ClusterResources>> stages = StagesOf(resources);
        var results = new List<ClusterResult>();
        string? stopped = null;
        for (int i = 0; i < stages.Count; i++)
        {
            if (stopped is not null)
            {
                results.AddRange(stages[i].Select(cluster => NotApplied(cluster, stopped)));
                continue;
            }

            results.AddRange(
                await Task.WhenAll(stages[i].Select(cluster => ApplyAsync(cluster, scope, progress, cancellation))).ConfigureAwait(false));
            stopped = i + 1 < stages.Count ? await StopsAsync(i, results, stages[i + 1], cancellation).ConfigureAwait(false) : null;
        }

        return new ApplyResult
        {
            Clusters = results.OrderBy(cluster => cluster.Cluster, StringComparer.Ordinal).ToValueList(),
            WasCancelled = cancellation.IsCancellationRequested && !results.All(cluster => cluster.IsComplete),
        };
    }

    private async Task<ClusterResult> ApplyAsync(
        ClusterResources cluster, RunScope scope, IProgress<AppliedObject>? progress, CancellationToken cancellation)
    {
        if (_connections.Find(cluster.Cluster) is not { } api)
        {
            return NotAttempted(cluster, _connections.Missing(cluster.Cluster));
        }

        using var telemetry = new RunTelemetry(_telemetry, cluster.Cluster, api.Time);
        return telemetry.End(
            await new ClusterRun(api, _options with { Organization = scope.Organization }, scope, progress).RunAsync(cluster, cancellation)
                .ConfigureAwait(false));
    }

    private async Task<string?> StopsAsync(
        int stage, List<ClusterResult> results, ValueList<ClusterResources> next, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return "The run was cancelled.";
        }

        if (_options.OnFailure == FailureHandling.Stop && results.Find(cluster => !cluster.IsComplete) is { } failed)
        {
            return $"The cluster '{failed.Cluster}' of an earlier stage is not in sync.";
        }

        if (_options.HealthGate is not { } gate)
        {
            return null;
        }

        try
        {
            var context = new GateContext(stage, results.ToValueList(), next.Select(cluster => cluster.Cluster).ToValueList());
            GateDecision decision = await gate(context, cancellation).ConfigureAwait(false);
            return decision.MayProceed ? null : $"The health gate did not open: {decision.Reason}";
        }
#pragma warning disable CA1031 // The user's callback may throw anything, and the clusters before it still have to be reported.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return cancellation.IsCancellationRequested ? "The run was cancelled." : $"The health gate failed: {e.Message}";
        }
    }

    private ValueList<ValueList<ClusterResources>> StagesOf(MeshResources resources)
    {
        var left = resources.Clusters.ToDictionary(cluster => cluster.Cluster, StringComparer.Ordinal);
        var stages = new List<ValueList<ClusterResources>>();
        foreach (ValueList<string> stage in _options.Stages)
        {
            stages.Add(stage.Where(left.ContainsKey).Distinct(StringComparer.Ordinal).Select(name => left[name]).ToValueList());
            foreach (ClusterResources cluster in stages[^1])
            {
                left.Remove(cluster.Cluster);
            }
        }

        stages.Add(resources.Clusters.Where(cluster => left.ContainsKey(cluster.Cluster)).ToValueList());
        return stages.Where(stage => !stage.IsEmpty).ToValueList();
    }

    private ClusterResult NotApplied(ClusterResources cluster, string reason) =>
        NotAttempted(
            cluster,
            ApplyDiagnostics.StageNotApplied.At(
                cluster.Cluster, reason, "Repair what stopped the rollout, then run again; what was done stays."));

    private ClusterResult NotAttempted(ClusterResources cluster, Diagnostic finding) => new(cluster.Cluster)
    {
        Objects = DesiredObject.Of(cluster, _options.ApplySet)
            .Select(one => new AppliedObject
            {
                Cluster = cluster.Cluster,
                Kind = one.Key.Kind.Kind,
                Namespace = one.Key.Namespace,
                Name = one.Key.Name,
                Outcome = ApplyOutcome.NotAttempted,
            })
            .ToValueList(),
        Diagnostics = new DiagnosticList([finding]),
    };
}

using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Execution;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Apply.Rounds;
using Mesh.Istio.Resources;
using Mesh.Istio.Telemetry;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Apply;

/// <summary>
/// Makes clusters have what they are to have: server-side apply in an order in which no proxy ever sees an object without what it needs,
/// then deletion, in the reverse order, of what the set has no longer. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>Clusters do not wait for each other, except from stage to stage, and the failure of one never stops another of its stage. Where
/// the identities change that callers accept, there are three rounds, and no cluster begins one before all have got the one before.</para>
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
    /// <param name="cancellationToken">
    /// Ends the run as soon as possible. It does not throw: the result then says of every object how far it came.
    /// </param>
    /// <returns>What happened to every object.</returns>
    public Task<ApplyResult> ApplyAsync(
        MeshResources resources, IProgress<AppliedObject>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return ApplyAsync(RunSelection.Whole(resources, _options), progress, cancellationToken);
    }

    /// <summary>
    /// Applies what changed since the resources were applied in full: reads, writes and deletes only these objects. All others are taken to
    /// be as they were applied; what somebody else changed there the next full run mends.
    /// </summary>
    /// <param name="resources">What the clusters are to have. A cluster that is not in it is not touched.</param>
    /// <param name="changes">How that differs from what was applied: <see cref="MeshResources.ChangesSince"/>.</param>
    /// <param name="progress">Gets every object as soon as its outcome is known, from any thread.
    /// When it throws, it gets no more (<c>MA017</c>).</param>
    /// <param name="cancellationToken">Ends the run as soon as possible. It does not throw.</param>
    /// <returns>What happened to every object that changed.</returns>
    /// <exception cref="ArgumentException">The changes name a cluster that the resources do not have.</exception>
    public Task<ApplyResult> ApplyAsync(
        MeshResources resources, MeshChanges changes, IProgress<AppliedObject>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(changes);
        return ApplyAsync(RunSelection.Of(resources, changes, _options), progress, cancellationToken);
    }

    internal Task<ApplyResult> ApplyAsync(
        MeshResources resources, RunScope scope, IProgress<AppliedObject>? progress, CancellationToken cancellationToken) =>
        ApplyAsync(RunSelection.Whole(resources, scope), progress, cancellationToken);

    private async Task<ApplyResult> ApplyAsync(
        RunSelection selection, IProgress<AppliedObject>? progress, CancellationToken cancellationToken)
    {
        (MeshResources resources, RunScope scope) = (selection.Resources, selection.Scope);
        ApplyOptions options = _options with { Organization = scope.Organization };
        AppliedCluster[] runs = [.. resources.Clusters.Select(cluster =>
        {
            ClusterApi? api = _connections.Find(cluster.Cluster);
            return new AppliedCluster(
                cluster,
                api is null ? null : new ClusterRun(api, options, scope, cluster, progress, selection.For(cluster.Cluster)),
                () => new RunTelemetry(_telemetry, cluster.Cluster, api!.Time));
        })];
        try
        {
            ValueList<ValueList<string>> stages = StagesOf(resources);
            ValueList<ApplyRound> rounds = await RoundsAsync(runs, stages, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < rounds.Count; i++)
            {
                await RunAsync(rounds[i], runs, stages, cancellationToken).ConfigureAwait(false);
                if (i + 1 < rounds.Count && Array.Find(runs, run => !run.IsDone) is { } waiting)
                {
                    Stop(rounds[i + 1], rounds.Count, runs, waiting.Name);
                    break;
                }
            }
        }
        finally
        {
            Array.ForEach(runs, run => run.End());
        }

        return new ApplyResult
        {
            Clusters = runs.Select(ResultOf).OrderBy(cluster => cluster.Cluster, StringComparer.Ordinal).ToValueList(),
            WasCancelled = cancellationToken.IsCancellationRequested && !runs.All(run => ResultOf(run).IsComplete),
        };
    }

    /// <summary>
    /// The rounds. Clusters of later stages are read before their turn only where those of the first show that there is more than one
    /// round:
    /// accepted identities are the same list in every cluster.
    /// </summary>
    private static async Task<ValueList<ApplyRound>> RoundsAsync(
        AppliedCluster[] runs, ValueList<ValueList<string>> stages, CancellationToken cancellationToken)
    {
        AppliedCluster[] first = [.. runs.Where(run => stages.IsEmpty || stages[0].Contains(run.Name))];
        await Task.WhenAll(first.Select(run => run.ReadAsync(cancellationToken))).ConfigureAwait(false);
        ValueList<ApplyRound> rounds = RoundPlan.Of(runs.Select(run => (run.Desired, run.Live)));
        if (rounds.Count > 1 && first.Length < runs.Length)
        {
            await Task.WhenAll(runs.Except(first).Select(run => run.ReadAsync(cancellationToken))).ConfigureAwait(false);
            rounds = RoundPlan.Of(runs.Select(run => (run.Desired, run.Live)));
        }

        return rounds;
    }

    private async Task RunAsync(
        ApplyRound round, AppliedCluster[] runs, ValueList<ValueList<string>> stages, CancellationToken cancellationToken)
    {
        string? stopped = null;
        var done = new List<AppliedCluster>();
        for (int i = 0; i < stages.Count; i++)
        {
            AppliedCluster[] stage = [.. runs.Where(run => stages[i].Contains(run.Name))];
            if (stopped is not null)
            {
                Array.ForEach(stage, run => run.Refuse(stopped));
                continue;
            }

            await Task.WhenAll(stage.Select(run => run.RunAsync(round, cancellationToken))).ConfigureAwait(false);
            done.AddRange(stage);
            stopped = i + 1 < stages.Count ? await StopsAsync(i, done, stages[i + 1], cancellationToken).ConfigureAwait(false) : null;
        }
    }

    private static void Stop(ApplyRound next, int rounds, AppliedCluster[] runs, string waiting)
    {
        string reason = string.Create(
            CultureInfo.InvariantCulture,
            $"Round {next.Number} of {rounds} ({next.Purpose}) was not made, because cluster '{waiting}' has not got the round before.");
        foreach (AppliedCluster run in runs)
        {
            run.Run?.Stop(reason);
        }
    }

    private ClusterResult ResultOf(AppliedCluster run) =>
        run.Refusal is { } refusal ? NotApplied(run.Desired, refusal)
        : run.Run?.Result ?? NotAttempted(run.Desired, _connections.Missing(run.Name));

    private async Task<string?> StopsAsync(
        int stage, List<AppliedCluster> done, ValueList<string> next, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return "The run was cancelled.";
        }

        if (_options.OnFailure == FailureHandling.Stop && done.Find(cluster => !cluster.IsDone) is { } failed)
        {
            return $"The cluster '{failed.Name}' of an earlier stage is not in sync.";
        }

        if (_options.HealthGate is not { } gate)
        {
            return null;
        }

        try
        {
            var context = new GateContext(stage, done.Select(ResultOf).ToValueList(), next);
            GateDecision decision = await gate(context, cancellationToken).ConfigureAwait(false);
            return decision.MayProceed ? null : $"The health gate did not open: {decision.Reason}";
        }
#pragma warning disable CA1031 // The user's callback may throw anything, and the clusters before it still have to be reported.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return cancellationToken.IsCancellationRequested ? "The run was cancelled." : $"The health gate failed: {e.Message}";
        }
    }

    private ValueList<ValueList<string>> StagesOf(MeshResources resources)
    {
        var left = resources.Clusters.Select(cluster => cluster.Cluster).ToHashSet(StringComparer.Ordinal);
        var stages = new List<ValueList<string>>();
        foreach (ValueList<string> stage in _options.Stages)
        {
            stages.Add(stage.Where(left.Contains).Distinct(StringComparer.Ordinal).ToValueList());
            left.ExceptWith(stages[^1]);
        }

        stages.Add(resources.Clusters.Select(cluster => cluster.Cluster).Where(left.Contains).ToValueList());
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

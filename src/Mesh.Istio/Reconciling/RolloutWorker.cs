using System.Diagnostics;
using Mesh.Diagnostics;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// Clusters that are applied together, one run after the other: each cluster alone, so that a slow one keeps none waiting; all of them
/// where a rollout has stages. Used by one loop only.
/// </summary>
internal sealed class RolloutWorker(ReconcilerServices tools, Action ended)
{
    private readonly SortedDictionary<string, ClusterTarget> _targets = new(StringComparer.Ordinal);
    private Task<Action>? _running;
    private RunScope _scope = new();

    public IEnumerable<ClusterTarget> Targets => _targets.Values;

    /// <summary>What is under way; ended when nothing is.</summary>
    public Task Running => _running ?? Task.CompletedTask;

    /// <summary>How long until there is something to do; what is under way wakes the loop by itself.</summary>
    public TimeSpan RequeueAfter => _running is null
        ? _targets.Values.Select(target => target.RequeueAfter).Where(wait => wait != Timeout.InfiniteTimeSpan)
            .DefaultIfEmpty(Timeout.InfiniteTimeSpan).Min()
        : Timeout.InfiniteTimeSpan;

    public void SetDesired(IEnumerable<ClusterResources> clusters, bool mayPrune, RunScope scope)
    {
        _scope = scope;
        var left = _targets.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (ClusterResources cluster in clusters)
        {
            left.Remove(cluster.Cluster);
            if (!_targets.TryGetValue(cluster.Cluster, out ClusterTarget? target))
            {
                _targets.Add(cluster.Cluster, target = new ClusterTarget(cluster.Cluster, tools.Options));
            }

            target.SetDesired(cluster, mayPrune, scope);
        }

        foreach (string gone in left)
        {
            _targets.Remove(gone);
        }
    }

    public void RequeueNow(Func<string, bool> selected)
    {
        foreach (ClusterTarget target in _targets.Values.Where(target => !target.IsCurrent && selected(target.Status.Cluster)))
        {
            target.RequeueNow();
        }
    }

    /// <summary>Takes in what has ended, and begins what is due.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        await TakeInAsync().ConfigureAwait(false);
        if (_running is not null)
        {
            return;
        }

        ClusterTarget[] due = [.. _targets.Values.Where(target => target.RequeueAfter == TimeSpan.Zero)];
        ClusterTarget[] behind = [.. due.Where(target => !target.IsCurrent)];
        _running = behind.Length > 0 ? ApplyAsync(behind, cancellationToken) : due.Length > 0 ? CheckAsync(due, cancellationToken) : null;
        _running?.ContinueWith(
            static (_, told) => ((Action)told!)(), ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Takes in what has ended.</summary>
    public async Task TakeInAsync()
    {
        if (_running is { IsCompleted: true } run)
        {
            _running = null;
            (await run.ConfigureAwait(false))();
        }
    }

    private async Task<Action> ApplyAsync(ClusterTarget[] targets, CancellationToken cancellationToken)
    {
        using Activity? span = tools.Telemetry?.StartReconcile(targets[0].Trigger);
        var desired = targets.ToDictionary(
            target => target.Status.Cluster, target => (Target: target, target.Desired), StringComparer.Ordinal);
        (bool prune, RunScope scope) = (targets.All(target => target.MayPrune), _scope);
        ApplyResult result = await tools.ApplierFor(prune)
            .ApplyAsync(
                new MeshResources { Clusters = targets.Select(target => target.Desired).ToValueList() }, scope, progress: null,
                cancellationToken)
                    .ConfigureAwait(false);
        span?.SetStatus(result.IsComplete ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        return () =>
        {
            foreach (ClusterResult cluster in result.Clusters)
            {
                desired[cluster.Cluster].Target.Applied(desired[cluster.Cluster].Desired, prune, scope, cluster);
                tools.Log.Applied(cluster, result.WasCancelled);
            }
        };
    }

    private async Task<Action> CheckAsync(ClusterTarget[] targets, CancellationToken cancellationToken)
    {
        using Activity? span = tools.Telemetry?.StartDriftCheck();
        bool prune = targets.All(target => target.MayPrune);
        var resources = new MeshResources { Clusters = targets.Select(target => target.Desired).ToValueList() };
        ApplyPlan plan = await tools.PlannerFor(prune).PlanAsync(resources, _scope, cancellationToken).ConfigureAwait(false);
        return () =>
        {
            foreach ((ClusterPlan cluster, ClusterTarget target) in plan.Clusters.Zip(targets))
            {
                TakeIn(cluster, target);
            }
        };
    }

    private void TakeIn(ClusterPlan plan, ClusterTarget target)
    {
        if (!plan.IsKnown)
        {
            tools.Log.NotChecked(plan);
            target.NotChecked();
            return;
        }

        ILookup<string, Diagnostic> drift = DriftReader.Read(plan);
        foreach (IGrouping<string, Diagnostic> kind in drift)
        {
            tools.Telemetry?.Drifted(plan.Cluster, kind.Key, kind.Count());
        }

        var findings = new DiagnosticList(drift.SelectMany(kind => kind));
        tools.Log.Drifted(plan.Cluster, findings, target.Status.Drift);
        target.Checked(findings, plan.Objects.Any(entry => DriftReader.KindOf(entry).Length > 0), plan.Diagnostics);
    }
}

using System.Diagnostics;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// The work of a leader, from taking the Lease to losing it: it decides what is desired whenever the facts change, and applies where that
/// differs from what it has applied. What somebody else applied before it is not known, so every cluster is looked at once in the
/// beginning.
/// </summary>
internal sealed class ReconcileLoop(ReconcilerServices tools, InputChannel facts, StatusPublisher board)
{
    private readonly SortedDictionary<string, RolloutWorker> _lanes = new(StringComparer.Ordinal);
    private readonly bool _allInOneLane = !tools.Options.Apply.Stages.IsEmpty;
    private ReconcileInput _seen = ReconcileInput.None;
    private bool _isHeld;
    private ValueList<string> _heldWorkspaces;
    private DesiredState? _desired;
    private bool _hasDecided;
    private GenerationInputs? _inputs;
    private DiagnosticList _findings = DiagnosticList.Empty;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Decide(facts.Current);
                foreach (RolloutWorker lane in _lanes.Values)
                {
                    await lane.StepAsync(cancellationToken).ConfigureAwait(false);
                }

                Publish();
                TimeSpan next = _lanes.Values.Select(lane => lane.RequeueAfter).Where(wait => wait != Timeout.InfiniteTimeSpan)
                    .DefaultIfEmpty(Timeout.InfiniteTimeSpan).Min();
                await facts.WaitAsync(next, tools.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.WhenAll(_lanes.Values.Select(lane => lane.Running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (RolloutWorker lane in _lanes.Values.Where(lane => lane.Running.IsCompletedSuccessfully))
            {
                await lane.TakeInAsync().ConfigureAwait(false);
            }

            tools.Telemetry?.Pending(0);
        }
    }

    private void Decide(ReconcileInput now)
    {
        if (ReferenceEquals(now, _seen))
        {
            return;
        }

        ReconcileInput before = _seen;
        _seen = now;
        if (_hasDecided && IsSame(before, now))
        {
            return;
        }

        _findings = now.ModelFindings;
        if (now.Model is not { } model || now.Inventory is not { } inventory)
        {
            return;
        }

        _hasDecided = true;
        _inputs = null;
        long started = tools.Options.TimeProvider.GetTimestamp();
        using Activity? span = tools.Telemetry?.StartGenerate();
        DesiredState desired = DesiredState.Of(now, _desired, tools.Generator, tools.Options);
        (_isHeld, _heldWorkspaces, _findings) = (desired.IsHeld, desired.HeldWorkspaces, desired.Diagnostics);
        if (!desired.IsHeld)
        {
            SetDesired(desired);
        }

        HashSet<string> unwell = Unwell(inventory), wereUnwell = Unwell(before.Inventory ?? Inventory.Empty);
        bool isNewModel = model != before.Model;
        foreach (RolloutWorker lane in _lanes.Values)
        {
            lane.RequeueNow(cluster => isNewModel || (wereUnwell.Contains(cluster) && !unwell.Contains(cluster)));
        }

        string result = desired.IsHeld ? "held"
            : _lanes.Values.SelectMany(lane => lane.Targets).All(target => target.IsCurrent) ? "unchanged" : "changed";
        span?.SetTag("mesh.result", result);
        tools.Telemetry?.Generated(tools.Options.TimeProvider.GetElapsedTime(started), result);
        tools.Log.Decided(result, desired.Diagnostics);
    }

    private void SetDesired(DesiredState desired)
    {
        _desired = desired;
        ILookup<string, ClusterResources> byLane = desired.Clusters.ToLookup(
            cluster => _allInOneLane ? "" : cluster.Cluster, StringComparer.Ordinal);
        foreach (string name in byLane.Select(lane => lane.Key).Where(name => !_lanes.ContainsKey(name)))
        {
            _lanes.Add(name, new RolloutWorker(tools, facts.Wake));
        }

        foreach ((string name, RolloutWorker lane) in _lanes)
        {
            lane.SetDesired(byLane[name], desired.MayPrune, desired.Scope);
        }
    }

    private void Publish()
    {
        ValueList<ClusterStatus> clusters = _lanes.Values.SelectMany(lane => lane.Targets).Select(target => target.Status)
            .OrderBy(status => status.Cluster, StringComparer.Ordinal).ToValueList();
        tools.Telemetry?.Pending(clusters.Count(cluster => !cluster.IsSettled));
        board.Update(status => status with
        {
            Clusters = clusters,
            IsHeld = _isHeld,
            HeldWorkspaces = _heldWorkspaces,
            IsSettled = _hasDecided && !_isHeld && _heldWorkspaces.IsEmpty && clusters.All(cluster => cluster.IsSettled),
            Diagnostics = new DiagnosticList(
                [.. status.Diagnostics.Where(finding => finding.Code == ReconcilerDiagnostics.LeaseFailed.Code), .. _findings]),
        });
    }

    // Pods come and go all day; generating for every cluster again would cost the mesh and not the change.
    private bool IsSame(ReconcileInput before, ReconcileInput now) =>
        before.Model is { } model
        && model == now.Model
        && before.ModelFindings.Equals(now.ModelFindings)
        && now.Inventory is { } inventory
        && (_inputs ??= new GenerationInputs(model, _desired?.Clusters ?? default)).AreSame(before.Inventory!, inventory);

    // The clusters that cannot be read or followed at the moment.
    private static HashSet<string> Unwell(Inventory inventory) =>
        inventory.Diagnostics
            .Where(finding => finding.Code == InventoryDiagnostics.ClusterUnreadable.Code
                || finding.Code == InventoryDiagnostics.KindUnreadable.Code || finding.Code == InventoryDiagnostics.KindStale.Code)
            .Select(finding => finding.Path.Split('/')[0])
            .ToHashSet(StringComparer.Ordinal);
}

using System.Diagnostics;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// The work of a leader, from taking the Lease to losing it: it decides what is wanted whenever the facts change, and applies where that differs from what it has applied.
/// What somebody else applied before it is not known, so every cluster is looked at once in the beginning.
/// </summary>
internal sealed class ReconcileTerm(ReconcilerTools tools, FactsBox facts, StatusBoard board)
{
    private readonly SortedDictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly bool _allInOneLane = !tools.Options.Apply.Stages.IsEmpty;
    private Facts _seen = Facts.None;
    private bool _isHeld;
    private bool _hasDecided;
    private DiagnosticList _findings = DiagnosticList.Empty;

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                Decide(facts.Current);
                foreach (Lane lane in _lanes.Values)
                {
                    await lane.StepAsync(cancellation).ConfigureAwait(false);
                }

                Publish();
                TimeSpan next = _lanes.Values.Select(lane => lane.UntilDue).Where(wait => wait != Timeout.InfiniteTimeSpan).DefaultIfEmpty(Timeout.InfiniteTimeSpan).Min();
                await facts.WaitAsync(next, tools.Options.TimeProvider, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            await Task.WhenAll(_lanes.Values.Select(lane => lane.Running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (Lane lane in _lanes.Values.Where(lane => lane.Running.IsCompletedSuccessfully))
            {
                await lane.TakeInAsync().ConfigureAwait(false);
            }

            tools.Telemetry?.Pending(0);
        }
    }

    private void Decide(Facts now)
    {
        if (ReferenceEquals(now, _seen))
        {
            return;
        }

        Facts before = _seen;
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
        long started = tools.Options.TimeProvider.GetTimestamp();
        using Activity? span = tools.Telemetry?.StartGenerate();
        var wanted = Wanted.Of(model, now.ModelFindings, inventory, tools.Generator, tools.Options.WhenIncomplete);
        (_isHeld, _findings) = (wanted.IsHeld, wanted.Diagnostics);
        if (!wanted.IsHeld)
        {
            Want(wanted);
        }

        HashSet<string> unwell = Unwell(inventory), wereUnwell = Unwell(before.Inventory ?? Inventory.Empty);
        bool isNewModel = model != before.Model;
        foreach (Lane lane in _lanes.Values)
        {
            lane.Hurry(cluster => isNewModel || (wereUnwell.Contains(cluster) && !unwell.Contains(cluster)));
        }

        string result = wanted.IsHeld ? "held" : _lanes.Values.SelectMany(lane => lane.Targets).All(target => target.IsCurrent) ? "unchanged" : "changed";
        span?.SetTag("mesh.result", result);
        tools.Telemetry?.Generated(tools.Options.TimeProvider.GetElapsedTime(started), result);
        tools.Log.Decided(result, wanted.Diagnostics);
    }

    private void Want(Wanted wanted)
    {
        ILookup<string, ClusterResources> byLane = wanted.Clusters.ToLookup(cluster => _allInOneLane ? "" : cluster.Cluster, StringComparer.Ordinal);
        foreach (string name in byLane.Select(lane => lane.Key).Where(name => !_lanes.ContainsKey(name)))
        {
            _lanes.Add(name, new Lane(tools, facts.Wake));
        }

        foreach ((string name, Lane lane) in _lanes)
        {
            lane.Want(byLane[name], wanted.MayPrune);
        }
    }

    private void Publish()
    {
        ValueList<ClusterStatus> clusters = _lanes.Values.SelectMany(lane => lane.Targets).Select(target => target.Status).OrderBy(status => status.Cluster, StringComparer.Ordinal).ToValueList();
        tools.Telemetry?.Pending(clusters.Count(cluster => !cluster.IsSettled));
        board.Update(status => status with
        {
            Clusters = clusters,
            IsHeld = _isHeld,
            IsSettled = _hasDecided && !_isHeld && clusters.All(cluster => cluster.IsSettled),
            Diagnostics = new DiagnosticList([.. status.Diagnostics.Where(finding => finding.Code == ReconcilerDiagnostics.LeaseFailed.Code), .. _findings]),
        });
    }

    // Pods come and go all day; generating for every cluster again would cost the mesh and not the change.
    private static bool IsSame(Facts before, Facts now) =>
        before.Model is { } model
        && model == now.Model
        && before.ModelFindings.Equals(now.ModelFindings)
        && now.Inventory is { } inventory
        && new GenerationInputs(model).AreSame(before.Inventory!, inventory);

    // The clusters that cannot be read or followed at the moment.
    private static HashSet<string> Unwell(Inventory inventory) =>
        inventory.Diagnostics
            .Where(finding => finding.Code == InventoryDiagnostics.ClusterUnreadable.Code || finding.Code == InventoryDiagnostics.KindUnreadable.Code || finding.Code == InventoryDiagnostics.KindStale.Code)
            .Select(finding => finding.Path.Split('/')[0])
            .ToHashSet(StringComparer.Ordinal);
}

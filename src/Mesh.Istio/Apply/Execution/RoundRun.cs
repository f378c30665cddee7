using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.ApplySets;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Execution;

/// <summary>One round in one cluster.</summary>
internal sealed class RoundRun(
    ClusterApi api, ApplyOptions options, RunScope scope, RunReport report, IReadOnlySet<ObjectKey> beforeGateways)
{
    private const string SomethingFailed = "Something before it did not succeed.";

    private readonly RunReport _report = report;
    private readonly ObjectApplier _applier = new(api, options);

    public async Task RunAsync(ValueList<DesiredObject> desired, LiveState state, CancellationToken cancellationToken)
    {
        _report.Add(ClusterFindings.Of(api.Cluster, state, options));
        string setId = options.ApplySet?.Id ?? "";
        var prune = PruneSelection.Of(api.Cluster, state, desired, options, scope);
        var renames = RenameCheck.Of(desired, state, prune);
        prune = renames.Of(prune);
        Decision[] decisions = [.. desired.Select(one => renames.Of(Decision.Of(one, state, options, setId)))];
        foreach (Decision decided in decisions)
        {
            if (!decided.Desired.Adopted.IsEmpty)
            {
                _report.Adopt(decided.Desired.Key, decided.Desired.Adopted, decided.AdoptionFindings(api.Cluster));
            }

            Record(decided);
        }

        foreach (LiveObject live in prune.Delete)
        {
            _report.Expect(live.Key, ApplyOutcome.Kept, SomethingFailed);
        }

        foreach ((LiveObject live, string reason, Finding finding) in prune.Keep)
        {
            _report.Set(live.Key, new(ApplyOutcome.Kept, reason, finding));
        }

        _report.Add(prune.Diagnostics);
        Decision[] writes = [.. decisions.Where(IsWrite)];
        ApplySetKeeper? keeper = options.ApplySet is { } parent && state.Parent is { Problem.Length: 0 } known ? new(api, parent, known)
            : null;
        if (options.ApplySet is not null && keeper is null)
        {
            // kubectl, too, applies nothing to a set that it may not touch.
            Refuse(writes, "The parent of the set cannot be used.");
            return;
        }

        if (!await ApplyAsync(decisions, writes, state, keeper, cancellationToken).ConfigureAwait(false))
        {
            if (!prune.Delete.IsEmpty)
            {
                _report.Add(PruneSelection.NotPruned(api.Cluster, "Not everything was applied."));
            }

            return;
        }

        await PruneAsync(prune.Delete, setId, cancellationToken).ConfigureAwait(false);
        // Of what was not looked at nobody knows the kinds.
        if (keeper is not null && options.Prune && state is { Gaps.Count: 0, Others: null })
        {
            ObjectKey[] left = [.. Members(decisions),
                .. prune.Delete.Concat(prune.Keep.Select(entry => entry.Live)).Select(live => live.Key).Where(
                    key => _report.HasFailure([key]))];
            await ReportAsync(keeper.ShrinkAsync(left, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task<bool> ApplyAsync(
        Decision[] decisions, Decision[] writes, LiveState state, ApplySetKeeper? keeper, CancellationToken cancellationToken)
    {
        ILookup<int, Decision> places = decisions.ToLookup(one => PlaceOf(one.Desired.Key));
        int first = ApplyOrder.PlaceOf(KindTable.Members.First(), "");
        for (int place = 0; place < ApplyOrder.Places; place++)
        {
            // The parent may live in a namespace that is applied, and has to be there before the first member.
            if (place == first && keeper is not null
                && !await ReportAsync(keeper.EnsureAsync([.. Members(decisions), .. MembersIn(state)], cancellationToken))
                    .ConfigureAwait(false))
            {
                Refuse(writes.Where(one => one.Desired.Key.Kind.IsMember), "The parent of the set could not be written.");
                return false;
            }

            await EachAsync(places[place].Where(IsWrite), _applier.ApplyAsync, one => one.Desired.Key, cancellationToken)
                .ConfigureAwait(false);
            // Rights, policies and bindings come last, and none without what it rests on: a binding would deny what a role should allow.
            if ((options.OnFailure == FailureHandling.Stop || places[place].Any(one => one.Desired.Key.Kind.IsWhole))
                && _report.HasFailure(places[place].Select(one => one.Desired.Key)))
            {
                Refuse(writes.Where(one => PlaceOf(one.Desired.Key) > place), SomethingFailed);
                return false;
            }
        }

        return decisions.All(one => one.Desired.Problem.Length == 0) && !_report.HasFailure(decisions.Select(one => one.Desired.Key));
    }

    private int PlaceOf(ObjectKey key) => beforeGateways.Contains(key) ? ApplyOrder.BeforeGateways : key.Place;

    private async Task PruneAsync(ValueList<LiveObject> surplus, string setId, CancellationToken cancellationToken)
    {
        var pruner = new ObjectPruner(api, setId, options);
        bool isBound = false;
        foreach (IGrouping<int, LiveObject> place in surplus.GroupBy(live => live.Key.Place))
        {
            if (isBound && place.First().Key.Kind.IsWhole)
            {
                // A policy that goes before its binding opens without a sign.
                continue;
            }

            await EachAsync(place, pruner.DeleteAsync, live => live.Key, cancellationToken).ConfigureAwait(false);
            bool hasFailed = _report.HasFailure(place.Select(live => live.Key));
            if (options.OnFailure == FailureHandling.Stop && hasFailed)
            {
                return;
            }

            isBound |= hasFailed && place.First().Key.Kind.IsWhole;
        }
    }

    // Whatever is cut off in the middle may have been carried out.
    private Task EachAsync<T>(
        IEnumerable<T> items, Func<T, CancellationToken, Task<ObjectOutcome>> act, Func<T, ObjectKey> key,
        CancellationToken cancellationToken) => Parallel.ForEachAsync(
        items,
        new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrency, CancellationToken = cancellationToken },
        async (item, token) =>
        {
            try
            {
                _report.Set(key(item), await act(item, token).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                _report.Set(key(item), new(ApplyOutcome.Unknown, "The run was cancelled while the request was under way.", Finding.None));
                throw;
            }
        });

    private async Task<bool> ReportAsync(Task<ApiResponse?> parentWrite)
    {
        if (await parentWrite.ConfigureAwait(false) is not { } rejected)
        {
            return true;
        }

        _report.Add(ClusterFindings.Parent(api.Cluster, options, rejected));
        return false;
    }

    private void Record(Decision decided)
    {
        ApplyOutcome? outcome = decided.Action switch
        {
            PlannedAction.Unchanged => ApplyOutcome.Unchanged,
            PlannedAction.Conflict => ApplyOutcome.Conflict,
            PlannedAction.Forbidden => ApplyOutcome.Forbidden,
            PlannedAction.Invalid => ApplyOutcome.Invalid,
            PlannedAction.Keep => ApplyOutcome.Deleting,
            PlannedAction.Unknown => ApplyOutcome.Failed,
            _ => null,
        };
        if (outcome is not { } known)
        {
            return;
        }

        var result = new ObjectOutcome(known, decided.Message, decided.Finding) { Conflicts = decided.Conflicts };
        if (decided.Desired.IsSecond)
        {
            _report.AddBeside(decided.Desired.Key, result);
        }
        else
        {
            _report.Set(decided.Desired.Key, result);
        }
    }

    private void Refuse(IEnumerable<Decision> writes, string reason)
    {
        foreach (Decision one in writes)
        {
            _report.Set(one.Desired.Key, new(ApplyOutcome.NotAttempted, reason, Finding.None));
        }
    }

    private static bool IsWrite(Decision decided) => decided.Action is PlannedAction.Create or PlannedAction.Update;

    private static IEnumerable<ObjectKey> Members(IEnumerable<Decision> decisions) =>
        decisions.Where(one => one.Desired is { Problem.Length: 0, Key.Kind.IsMember: true }).Select(one => one.Desired.Key);

    private IEnumerable<ObjectKey> MembersIn(LiveState state)
    {
        string? id = options.ApplySet?.Id;
        return state.Live.Values.Where(live => live.SetId.Length > 0 && live.SetId == id).Select(live => live.Key);
    }
}

using Mesh.Diagnostics;
using Mesh.Istio.Apply.Adoption;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Rounds;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Apply.Planning;

/// <summary>
/// Says what applying would do. It reads one list per kind and asks the API server, by dry run with strict validation, only about objects
/// that differ; it writes nothing. Safe for concurrent use.
/// </summary>
public sealed class Planner
{
    private readonly ClusterConnections _connections;
    private readonly ApplyOptions _options;

    /// <summary>Makes a planner.</summary>
    /// <param name="connections">The connections to the clusters, one each. The caller disposes of them.</param>
    /// <param name="options">How; the defaults when <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">Two connections lead to clusters of the same name, or an option is out of range.</exception>
    public Planner(IEnumerable<ClusterConnection> connections, ApplyOptions? options = null)
    {
        _options = options ?? new ApplyOptions();
        _options.Check();
        _connections = new ClusterConnections(connections, _options);
    }

    /// <summary>Plans, all clusters at once. A cluster that does not respond does not keep the others from being planned.</summary>
    /// <param name="resources">What the clusters are to have. A cluster that is not in it is not looked at.</param>
    /// <param name="cancellationToken">Ends planning.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ApplyPlan> PlanAsync(MeshResources resources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return PlanAsync(RunSelection.Whole(resources, _options), cancellationToken);
    }

    /// <summary>
    /// Plans what changed since the resources were applied in full. Only these objects are read, each alone; all others are taken to be as
    /// they were applied, so what somebody else changed there is not seen. A cluster without a change is not looked at, and one that the
    /// resources have no more stays as it is.
    /// </summary>
    /// <param name="resources">What the clusters are to have.</param>
    /// <param name="changes">How that differs from what was applied: <see cref="MeshResources.ChangesSince"/>.</param>
    /// <param name="cancellationToken">Ends planning.</param>
    /// <returns>The plan of what changed, with the clusters that did.</returns>
    /// <exception cref="ArgumentException">The changes name a cluster that the resources do not have.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<ApplyPlan> PlanAsync(MeshResources resources, MeshChanges changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(changes);
        return PlanAsync(RunSelection.Of(resources, changes, _options), cancellationToken);
    }

    internal Task<ApplyPlan> PlanAsync(MeshResources resources, RunScope scope, CancellationToken cancellationToken) =>
        PlanAsync(RunSelection.Whole(resources, scope), cancellationToken);

    private async Task<ApplyPlan> PlanAsync(RunSelection selection, CancellationToken cancellationToken)
    {
        ApplyOptions options = _options with { Organization = selection.Scope.Organization };
        (PlannedContent Content, ClusterResources Desired, ValueList<IstioObject> Live)[] plans = await Task.WhenAll(
            selection.Resources.Clusters.Select(cluster => PlanAsync(cluster, options, selection, cancellationToken)))
            .ConfigureAwait(false);
        return new ApplyPlan
        {
            Clusters = plans.Select(each => each.Content.Plan).ToValueList(),
            Before = new MeshResources { Clusters = plans.Select(each => each.Content.Before).OfType<ClusterResources>().ToValueList() },
            After = new MeshResources { Clusters = plans.Select(each => each.Content.After).OfType<ClusterResources>().ToValueList() },
            PlannedRounds = Planning.PlannedRounds.Of(RoundPlan.Of(plans.Select(each => (each.Desired, each.Live)))),
        };
    }

    private async Task<(PlannedContent Content, ClusterResources Desired, ValueList<IstioObject> Live)> PlanAsync(
        ClusterResources resources, ApplyOptions options, RunSelection selection, CancellationToken cancellationToken)
    {
        ValueList<DesiredObject> desired = DesiredObject.Of(resources, options.ApplySet);
        if (_connections.Find(resources.Cluster) is not { } api)
        {
            ClusterPlan unknown = new ClusterPlan(resources.Cluster)
            {
                Objects = desired.Select(
                    one => new Decision(one, null, PlannedAction.Unknown).ToPlanned(resources.Cluster, PlannedAction.Unknown, ""))
                        .ToValueList(),
                Diagnostics = new DiagnosticList([_connections.Missing(resources.Cluster)]),
            };
            return (new PlannedContent(unknown, null, null), resources, []);
        }

        LiveState state = await new LiveReader(api, options, keepContent: true, selection.For(resources.Cluster))
            .ReadAsync(desired, cancellationToken).ConfigureAwait(false);
        (desired, state) = new FieldAdopter(api.Cluster, options, selection.Scope.Adoption).Adopt(desired, state);
        var pruned = PruneSelection.Of(api.Cluster, state, desired, options, selection.Scope);
        var renames = RenameCheck.Of(desired, state, pruned);
        pruned = renames.Of(pruned);
        (PlannedObject Object, Finding Finding, ValueList<Diagnostic> Adopted)[] objects = await DecideAsync(
            api, options, desired, state, renames, cancellationToken).ConfigureAwait(false);
        PlannedObject[] planned =
        [
            .. objects.Select(entry => entry.Object),
            .. pruned.Delete.Select(live => Surplus(live, PlannedAction.Delete, "")),
            .. pruned.Keep.Select(entry => Surplus(entry.Live, PlannedAction.Keep, entry.Reason)),
        ];
        ClusterPlan plan = new ClusterPlan(api.Cluster)
        {
            Objects = planned.ToValueList(),
            Diagnostics = new DiagnosticList(
            [
                .. ClusterFindings.Of(api.Cluster, state, options),
                .. pruned.Diagnostics,
                .. objects.SelectMany(entry => entry.Adopted),
                .. objects.Select(
                    entry => entry.Finding.At(
                        api.Cluster, entry.Object.Kind, entry.Object.Namespace, entry.Object.Name, Words(entry.Object)))
                            .OfType<Diagnostic>(),
                .. pruned.Keep.Select(
                    entry => entry.Finding.At(
                        api.Cluster, entry.Live.Key.Kind.Kind, entry.Live.Key.Namespace, entry.Live.Key.Name, entry.Reason))
                            .OfType<Diagnostic>(),
            ]),
        };
        return (PlannedContent.Of(plan, desired, state), resources, state.Moving());

        PlannedObject Surplus(LiveObject live, PlannedAction action, string reason) => new()
        {
            Cluster = api.Cluster,
            Kind = live.Key.Kind.Kind,
            Namespace = live.Key.Namespace,
            Name = live.Key.Name,
            Action = action,
            Message = reason,
        };
    }

    private static async Task<(PlannedObject, Finding, ValueList<Diagnostic>)[]> DecideAsync(
        ClusterApi api, ApplyOptions options, ValueList<DesiredObject> desired, LiveState state, RenameCheck renames,
        CancellationToken cancellationToken)
    {
        string setId = options.ApplySet?.Id ?? "";
        Decision[] decisions = [.. desired.Select(one => renames.Of(Decision.Of(one, state, options, setId)))];
        var probe = new PlanProbe(
            api, options,
            decisions.Where(one => one is { Desired.Key.Kind.IsMember: false, Action: PlannedAction.Create })
                .Select(one => one.Desired.Key.Name).ToHashSet(StringComparer.Ordinal));
        var result = new (PlannedObject, Finding)[decisions.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, decisions.Length),
            new ParallelOptions { MaxDegreeOfParallelism = options.MaxConcurrency, CancellationToken = cancellationToken },
            async (i, token) => result[i] = options.DryRun
                && decisions[i] is { Action: PlannedAction.Create or PlannedAction.Update or PlannedAction.Conflict }
                && decisions[i].Finding != Finding.RenamedBeside
                ? await probe.ProbeAsync(decisions[i], token).ConfigureAwait(false)
                : (Listed(api.Cluster, decisions[i]), decisions[i].Finding)).ConfigureAwait(false);
        return [.. result.Zip(decisions, (one, decided) => (one.Item1, one.Item2, decided.AdoptionFindings(api.Cluster).ToValueList()))];
    }

    private static PlannedObject Listed(string cluster, Decision decision)
    {
        PlannedObject planned = decision.ToPlanned(cluster, decision.Action, decision.Message);
        if (decision is not { Action: PlannedAction.Update, Live.Content.ValueKind: System.Text.Json.JsonValueKind.Object })
        {
            return planned;
        }

        using var wanted = System.Text.Json.JsonDocument.Parse(decision.Desired.Json);
        return planned with { Fields = PlanProbe.Differences(wanted.RootElement, decision.Live.Content) };
    }

    private static string Words(PlannedObject entry) =>
        string.Join(" ", new[] { entry.Message, string.Join("; ", entry.Conflicts) }.Where(text => text.Length > 0));
}

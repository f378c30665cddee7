using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>Which members of the set go and which stay, and why.</summary>
internal sealed record PruneSelection
{
    private const string RightsStay = "Rights and policies stay as they are while anything of the model has errors.";

    /// <summary>Those that go, in the order of deletion: the reverse of apply order.</summary>
    public ValueList<LiveObject> Delete { get; private init; }

    /// <summary>Those that stay, with the reason and its finding.</summary>
    public ValueList<(LiveObject Live, string Reason, Finding Finding)> Keep { get; private init; }

    /// <summary>What is to be said about the selection as a whole.</summary>
    public ValueList<Diagnostic> Diagnostics { get; private init; }

    public static PruneSelection Of(string cluster, LiveState state, ValueList<DesiredObject> desired, ApplyOptions options, RunScope scope)
    {
        if (options.ApplySet is not { } set || !options.Prune)
        {
            return new PruneSelection();
        }

        string id = set.Id;
        var keys = desired.Select(one => one.Key).ToHashSet();
        LiveObject[] members = [.. state.Live.Values.Where(live => live.SetId == id)];
        LiveObject[] surplus = [.. members.Where(live => !keys.Contains(live.Key)).OrderByDescending(live => live.Key)];
        (LiveObject Live, string Reason, Finding Finding)[] kept = [.. surplus.Select(live => Reason(live, options, scope)).Where(
            entry => entry.Reason.Length > 0)];
        LiveObject[] free = [.. surplus.Except(kept.Select(entry => entry.Live))];
        var held = kept.Where(entry => IsOwn(entry.Live, options) && entry.Finding == Finding.None).Select(entry => entry.Live.Workspace)
            .Distinct(StringComparer.Ordinal)
            .Select(workspace => NotPruned(cluster, scope.HoldOf(workspace) is { } words ? $"The workspace {workspace} has errors: {words}"
                : RightsStay));
        // What did not change and was not looked at is there, too.
        int own = members.Count(live => IsOwn(live, options)) + (state.Others ?? 0);
        if (free.Length == 0)
        {
            // What could not be listed may have held some.
            IEnumerable<Diagnostic> unseen = Obstacle(state) is { } obstacle ? [NotPruned(cluster, obstacle)] : [];
            return new PruneSelection { Keep = kept.ToValueList(), Diagnostics = held.Concat(unseen).ToValueList() };
        }

        return Refusal(
            cluster, free.Length, own, own - surplus.Count(live => IsOwn(live, options)), state, members, options,
            scope) is not var (reason, finding)
            ? new PruneSelection { Delete = free.ToValueList(), Keep = kept.ToValueList(), Diagnostics = held.ToValueList() }
            : new PruneSelection
            {
                Keep = kept.Concat(free.Select(live => (live, reason, Finding.None))).ToValueList(),
                Diagnostics = held.Append(finding).ToValueList(),
            };
    }

    /// <summary>The selection, but for those for which there is a reason to stay.</summary>
    public PruneSelection Keeping(Func<LiveObject, string?> why)
    {
        (LiveObject Live, string? Reason)[] all = [.. Delete.Select(live => (live, why(live)))];
        return this with
        {
            Delete = all.Where(entry => entry.Reason is null).Select(entry => entry.Live).ToValueList(),
            Keep = Keep.Concat(all.Where(entry => entry.Reason is not null).Select(entry => (entry.Live, entry.Reason!, Finding.None)))
                .ToValueList(),
        };
    }

    // A label can be copied. Whoever takes a set over takes its members over.
    private static bool IsOwn(LiveObject live, ApplyOptions options) => live.IsApplied || options.ForceConflicts;

    // Why a single object stays; without words it may go.
    private static (LiveObject Live, string Reason, Finding Finding) Reason(LiveObject live, ApplyOptions options, RunScope scope) =>
        !IsOwn(live, options)
            ? (live,
                $"It carries the label of the set and was applied by {(live.Managers.IsEmpty ? "nobody known"
                    : string.Join(", ", live.Managers))}.", Finding.ForeignMember)
        : options.ProtectedWorkspaces.Any(pattern => IsMatch(pattern, live.Workspace))
            ? (live, $"The workspace '{live.Workspace}' is protected from deletion.", Finding.Protected)
        : live.Key.Kind.IsWhole && scope.KeepsAccess
            ? (live, RightsStay, Finding.None)
        : scope.HoldOf(live.Workspace) is not null ? (live, $"The workspace '{live.Workspace}' has errors.", Finding.None)
        : (live, "", Finding.None);

    // Why none of those that could go may go.
    private static (string Reason, Diagnostic Finding)? Refusal(
        string cluster, int removed, int existing, int desired, LiveState state, LiveObject[] members, ApplyOptions options, RunScope scope)
    {
        string[] known = [.. scope.Workspaces, .. members.Select(live => live.Workspace)];
        if (options.ProtectedWorkspaces.FirstOrDefault(
            pattern => !IsEverything(pattern) && !known.Any(workspace => IsMatch(pattern, workspace))) is { } unknown)
        {
            string message = $"ApplyOptions.ProtectedWorkspaces has '{unknown}', and no workspace is called so. Nothing is deleted.";
            return (message, ApplyDiagnostics.UnknownWorkspace.At(cluster, message, known.All(name => name.Length == 0)
                ? "No object says its workspace: give generation and applying the same LabelPrefix."
                : $"Correct it, or take it out. Workspaces: {string.Join(
                    ", ", known.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(
                        10))}."));
        }

        if (!new RemovalShare(options.MaxPrunedShare).Allows(removed, existing, desired))
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"{removed} of {existing} members of the set would be deleted, more than the share of {options.MaxPrunedShare} that one "
                    + $"run may delete.");
            return ("More would be deleted than the guard allows.", ApplyDiagnostics.PruneGuard.At(
                cluster, desired == 0 ? $"Nothing is desired here any more. {message}" : message,
                "Check the model; if they are to go, raise ApplyOptions.MaxPrunedShare for one run."));
        }

        return (scope.Obstacle.Length > 0 ? scope.Obstacle : Obstacle(state)) is { } obstacle ? (obstacle, NotPruned(cluster, obstacle))
            : null;
    }

    public static Diagnostic NotPruned(string cluster, string reason) =>
        ApplyDiagnostics.NotPruned.At(cluster, reason, "Repair what is reported beside this, then run again.");

    private static string? Obstacle(LiveState state)
    {
        if (state.ParentFailure is { } failure)
        {
            return $"The parent of the set could not be read: {failure.Message}";
        }

        if (state.Parent is { Problem.Length: > 0 } parent)
        {
            return parent.Problem;
        }

        if (!state.Gaps.Any())
        {
            return null;
        }

        var ((kind, namespaceName), response) = state.Gaps.OrderBy(gap => gap.Key.Kind.Rank)
            .ThenBy(gap => gap.Key.Namespace, StringComparer.Ordinal).First();
        return $"{kind.Plural}{(namespaceName is null ? "" : $" of {namespaceName}")} could not be listed: {response.Message}";
    }

    private static bool IsEverything(string pattern) => pattern is "*" or "*/*";

    private static bool IsMatch(string pattern, string workspace)
    {
        int slash = workspace.IndexOf('/', StringComparison.Ordinal), split = pattern.IndexOf('/', StringComparison.Ordinal);
        string tenant = split < 0 ? "*" : pattern[..split], name = pattern[(split + 1)..];
        return slash >= 0 && (tenant == "*" || tenant == workspace[..slash]) && (name == "*" || name == workspace[(slash + 1)..]);
    }
}

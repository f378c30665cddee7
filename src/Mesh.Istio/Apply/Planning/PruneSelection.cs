using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.Apply.Objects;

namespace Mesh.Istio.Apply.Planning;

/// <summary>Which members of the set go and which stay, and why.</summary>
internal sealed record PruneSelection
{
    /// <summary>Those that go, in the order of deletion: the reverse of apply order.</summary>
    public ValueList<LiveObject> Delete { get; private init; }

    /// <summary>Those that stay, with the reason and its finding.</summary>
    public ValueList<(LiveObject Live, string Reason, Finding Finding)> Keep { get; private init; }

    /// <summary>What is to be said about the selection as a whole.</summary>
    public ValueList<Diagnostic> Diagnostics { get; private init; }

    public static PruneSelection Of(string cluster, LiveState state, ValueList<DesiredObject> desired, ApplyOptions options)
    {
        if (options.ApplySet is not { } set || !options.Prune)
        {
            return new PruneSelection();
        }

        var keys = desired.Select(one => one.Key).ToHashSet();
        LiveObject[] members = [.. state.Live.Values.Where(live => live.SetId == set.Id)];
        LiveObject[] surplus = [.. members.Where(live => !keys.Contains(live.Key)).OrderByDescending(live => live.Key)];
        LiveObject[] guarded = [.. surplus.Where(live => IsProtected(live.Workspace, options.ProtectedWorkspaces))];
        LiveObject[] free = [.. surplus.Except(guarded)];
        var kept = guarded.Select(live => (live, $"The workspace '{live.Workspace}' is protected from deletion.", Finding.Protected));
        if (free.Length > members.Length * options.MaxPrunedShare)
        {
            string message = string.Create(CultureInfo.InvariantCulture, $"{free.Length} of {members.Length} members of the set would be deleted, more than the share of {options.MaxPrunedShare} that one run may delete.");
            return new PruneSelection
            {
                Keep = kept.Concat(free.Select(live => (live, "More would be deleted than the guard allows.", Finding.None))).ToValueList(),
                Diagnostics = [ApplyDiagnostics.PruneGuard.At(cluster, message, "Check the model; if they are to go, raise ApplyOptions.MaxPrunedShare for one run.")],
            };
        }

        return Obstacle(state) is not { } obstacle
            ? new PruneSelection { Delete = free.ToValueList(), Keep = kept.ToValueList() }
            : new PruneSelection
            {
                Keep = kept.Concat(free.Select(live => (live, obstacle, Finding.None))).ToValueList(),
                Diagnostics = [NotPruned(cluster, obstacle)],
            };
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

        var ((kind, namespaceName), response) = state.Gaps.OrderBy(gap => gap.Key.Kind.Rank).ThenBy(gap => gap.Key.Namespace, StringComparer.Ordinal).First();
        return $"{kind.Plural}{(namespaceName is null ? "" : $" of {namespaceName}")} could not be listed: {response.Message}";
    }

    private static bool IsProtected(string workspace, ValueList<string> patterns)
    {
        int slash = workspace.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && patterns.Any(pattern =>
        {
            int split = pattern.IndexOf('/', StringComparison.Ordinal);
            string tenant = split < 0 ? "*" : pattern[..split], name = pattern[(split + 1)..];
            return (tenant == "*" || tenant == workspace[..slash]) && (name == "*" || name == workspace[(slash + 1)..]);
        });
    }
}

using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;

namespace Mesh.Istio.Apply.Planning;

/// <summary>What is to be done about a wanted object, after the lists.</summary>
/// <param name="Wanted">The object.</param>
/// <param name="Live">What exists; <see langword="null"/> when nothing does or it is not known.</param>
/// <param name="Action">What is to be done.</param>
internal sealed record Decision(WantedObject Wanted, LiveObject? Live, PlannedAction Action)
{
    /// <summary>Why, where the action alone does not say it.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whose the object is, where it is not ours.</summary>
    public ValueList<FieldConflict> Conflicts { get; init; }

    /// <summary>The finding that the decision gives.</summary>
    public Finding Finding { get; init; } = Finding.None;

    /// <summary>Whether fields of others are set nevertheless.</summary>
    public bool MayForce(ApplyOptions options) =>
        options.TakeOver || (options.TakeBack && Action == PlannedAction.Update && Live is { IsOurs: true });

    public PlannedObject ToPlanned(string cluster, PlannedAction action, string message) => new()
    {
        Cluster = cluster,
        Kind = Wanted.Key.Kind.Kind,
        Namespace = Wanted.Key.Namespace,
        Name = Wanted.Key.Name,
        Action = action,
        Message = message,
        Conflicts = Conflicts,
    };

    public static Decision Of(WantedObject wanted, LiveState state, ApplyOptions options, string setId)
    {
        if (wanted.Problem.Length > 0)
        {
            return new(wanted, null, PlannedAction.Invalid) { Message = wanted.Problem, Finding = Finding.NotApplicable };
        }

        if (state.GapOf(wanted.Key) is { } gap)
        {
            return OfGap(wanted, gap);
        }

        if (!state.Live.TryGetValue(wanted.Key, out LiveObject? live))
        {
            return new(wanted, null, PlannedAction.Create);
        }

        if (live.IsBeingDeleted)
        {
            return new(wanted, live, PlannedAction.Keep) { Message = "It is being deleted and will be created again by a run after it is gone.", Finding = Finding.BeingDeleted };
        }

        if (live.IsAsWanted)
        {
            return new(wanted, live, PlannedAction.Unchanged);
        }

        ValueList<FieldConflict> owners = Owners(live, setId);
        return owners.IsEmpty || options.TakeOver
            ? new(wanted, live, PlannedAction.Update) { Conflicts = owners }
            : new(wanted, live, PlannedAction.Conflict) { Conflicts = owners, Message = "It exists and is somebody else's.", Finding = Finding.Conflict };
    }

    // Server-side apply would let us join in where no field differs, and pruning would then delete what was never ours.
    private static ValueList<FieldConflict> Owners(LiveObject live, string setId) =>
        live.SetId.Length > 0 && live.SetId != setId ? [new FieldConflict(live.SetId, "")]
        : live.IsOurs || !live.Key.Kind.IsNamespaced ? default
        : live.Managers.IsEmpty ? [new FieldConflict("unknown", "")]
        : live.Managers.Select(manager => new FieldConflict(manager, "")).ToValueList();

    // The findings about gaps are the cluster's: one for each list, not one for each object.
    private static Decision OfGap(WantedObject wanted, ApiAnswer gap) => gap.Kind switch
    {
        AnswerKind.Forbidden => new(wanted, null, PlannedAction.Forbidden) { Message = gap.Message },
        AnswerKind.NotServed => new(wanted, null, PlannedAction.Invalid) { Message = $"The cluster does not serve {wanted.Key.Kind}." },
        _ => new(wanted, null, PlannedAction.Unknown) { Message = gap.Message },
    };
}

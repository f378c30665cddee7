using Mesh.Diagnostics;
using Mesh.Istio.Apply.Adoption;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>What is to be done about a desired object, after the lists.</summary>
/// <param name="Desired">The object.</param>
/// <param name="Live">What exists; <see langword="null"/> when nothing does or it is not known.</param>
/// <param name="Action">What is to be done.</param>
internal sealed record Decision(DesiredObject Desired, LiveObject? Live, PlannedAction Action)
{
    /// <summary>A finalizer keeps the object from being what is desired.</summary>
    public const string BeingDeleted = "It is being deleted and will be created again by a run after it is gone.";

    /// <summary>Why, where the action alone does not say it.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whose the object is, where it is not ours.</summary>
    public ValueList<FieldConflict> Conflicts { get; init; }

    /// <summary>The finding that the decision gives.</summary>
    public Finding Finding { get; init; } = Finding.None;

    /// <summary>Whether fields of others are set nevertheless.</summary>
    /// <param name="options">What may be taken.</param>
    /// <param name="conflicts">Whose they are. Where others' values were adopted, what is around them is taken back with them.</param>
    public bool MayForce(ApplyOptions options, ValueList<FieldConflict> conflicts) =>
        options.ForceConflicts || (options.ForceOwnFields && Action == PlannedAction.Update && Live is { IsOurs: true })
        || (!Desired.TakesBack.IsEmpty && conflicts.All(
            conflict => Desired.TakesBack.Any(field => FieldPlace.IsIn(field, conflict.Field))));

    /// <summary>What is said about the fields whose live value stays.</summary>
    public IEnumerable<Diagnostic> AdoptionFindings(string cluster) => Desired.Adopted.Select(field =>
        ApplyDiagnostics.Adopted.At(
            ApplyText.Name(cluster, Desired.Key.Kind.Kind, Desired.Key.Namespace, Desired.Key.Name), $"{field}.", field.Help));

    public PlannedObject ToPlanned(string cluster, PlannedAction action, string message) => new()
    {
        Cluster = cluster,
        Kind = Desired.Key.Kind.Kind,
        Namespace = Desired.Key.Namespace,
        Name = Desired.Key.Name,
        Action = action,
        Message = message,
        Conflicts = Conflicts,
        Adopted = Desired.Adopted,
    };

    public static Decision Of(DesiredObject desired, LiveState state, ApplyOptions options, string setId)
    {
        if (desired.Problem.Length > 0)
        {
            return new(desired, null, PlannedAction.Invalid) { Message = desired.Problem, Finding = Finding.NotApplicable };
        }

        if (state.GapOf(desired.Key) is { } gap)
        {
            return OfGap(desired, gap);
        }

        if (!state.Live.TryGetValue(desired.Key, out LiveObject? live))
        {
            return new(desired, null, PlannedAction.Create);
        }

        if (live.IsBeingDeleted)
        {
            return new(desired, live, PlannedAction.Keep) { Message = BeingDeleted, Finding = Finding.BeingDeleted };
        }

        if (live.IsInSync)
        {
            return new(desired, live, PlannedAction.Unchanged);
        }

        ValueList<FieldConflict> owners = Owners(live, setId);
        return owners.IsEmpty || options.ForceConflicts
            ? new(desired, live, PlannedAction.Update) { Conflicts = owners }
            : new(desired, live, PlannedAction.Conflict)
            {
                Conflicts = owners,
                Message = IsOfOrganization(live, options) ? $"Organization '{live.Organization}' enforces its access in this cluster."
                    : "It exists and is somebody else's.",
                Finding = IsOfOrganization(live, options) ? Finding.AccessOwned : Finding.Conflict,
            };
    }

    // Policies are for the whole cluster, and have the same names whoever makes them.
    private static bool IsOfOrganization(LiveObject live, ApplyOptions options) =>
        live.Key.Kind.Group == ApiGroups.Admission && live.Organization.Length > 0 && live.Organization != options.Organization;

    // Server-side apply would let us join in where no field differs, and pruning would then delete what was never ours.
    private static ValueList<FieldConflict> Owners(LiveObject live, string setId) =>
        live.SetId.Length > 0 && live.SetId != setId ? [new FieldConflict(live.SetId, "")]
        : live.IsOurs || !live.Key.Kind.IsMember ? default
        : live.Managers.IsEmpty ? [new FieldConflict("unknown", "")]
        : live.Managers.Select(manager => new FieldConflict(manager, "")).ToValueList();

    // The findings about gaps are the cluster's: one for each list, not one for each object.
    private static Decision OfGap(DesiredObject desired, ApiResponse gap)
    {
        Rejection rejection = Rejection.OfList(gap, desired.Key.Kind);
        return new(desired, null, rejection.Action) { Message = rejection.Message };
    }
}

using Mesh.Diagnostics;
using Mesh.Istio.Access.Models;

namespace Mesh.Istio.Access.Holding;

/// <summary>Judges changes by the roles that held before them.</summary>
/// <param name="before">The bindings that held before.</param>
/// <param name="after">Those that hold afterwards: what a new binding gives is what its role permits then.</param>
internal sealed class ChangeJudge(HeldRoles before, HeldRoles after)
{
    private readonly Dictionary<(string, AccessVerb, string, FieldGroup, string), AccessHolder[]> _holders = [];

    /// <summary>The places that a change creates, and of which its author is the owner.</summary>
    public static void TakeOver(SubjectRights rights, IEnumerable<ModelChange> changes)
    {
        foreach (ModelChange change in changes.Where(change => change.IsNewPlace))
        {
            if (change.Field.Length == 0 && rights.In(SubjectRights.Above(change.Place)).Owns(change.Kind))
            {
                rights.Own(change.Place);
            }
        }
    }

    /// <summary>The change as one that is not allowed; null when it is.</summary>
    public DeniedChange? Judge(SubjectRights? rights, ModelChange change, string file = "")
    {
        // Whoever creates something needs the right where it is created; its own bindings come with it.
        string place = change.IsNewPlace ? SubjectRights.Above(change.Place) : change.Place;
        string? reason = rights is null ? "nobody is given as the author" : Refuse(rights.In(place), change);
        if (reason is null)
        {
            return null;
        }

        bool isLimited = change.Verb is AccessVerb.Create or AccessVerb.Update;
        return new DeniedChange
        {
            Subject = rights?.Subject,
            Verb = change.Verb,
            Kind = change.Kind,
            Path = change.Path,
            Group = isLimited ? change.Group : null,
            Old = change.OldText,
            New = change.NewText,
            Place = place,
            Needed = new RoleRule
            {
                Verbs = [change.Verb],
                Kinds = [change.Kind],
                Groups = isLimited ? [change.Group] : default,
            },
            WhoCan = [.. WhoCan(place, change)],
            Reason = change.Effect.Length > 0 ? change.Effect : reason,
            File = file,
        };
    }

    /// <summary>Everybody who holds the right by one binding, nearest first.</summary>
    public IEnumerable<AccessHolder> WhoCan(string place, ModelChange change) =>
        HeldRoles.Upwards(place).SelectMany(at => HoldersIn(at, change));

    public static Diagnostic Describe(DeniedChange change, ModelChange of) => (change.Subject is null ? AccessDiagnostics.AuthorUnknown
        : of.Effect.Length > 0 ? AccessDiagnostics.EffectElsewhere
        : change.Verb == AccessVerb.Bind && change.Reason.Length > 0 ? AccessDiagnostics.MoreThanHeld
        : AccessDiagnostics.NotAllowed).At(
            change.File.Length == 0 ? change.Path : $"{change.File}: {change.Path}", AccessText.Message(change), AccessText.Help(change));

    // Empty: the right is missing. A text: why what is held is not enough. Null: it is allowed.
    private string? Refuse(RoleRights held, ModelChange change)
    {
        if (change.Verb != AccessVerb.Bind)
        {
            return held.Allows(change.Verb, change.Kind, change.Group, change.Field) ? null : "";
        }

        return !held.Allows(AccessVerb.Bind, change.Kind) ? ""
            : Given(change).All(held.Cover) ? null
            : "they do not hold all that the role permits";
    }

    private IEnumerable<RoleRights> Given(ModelChange change)
    {
        bool isTop = change.Place.Length == 0;
        foreach ((object? value, HeldRoles roles) in new[] { (change.Old, before), (change.New, after) })
        {
            switch (value)
            {
                case AccessBinding binding:
                    yield return roles.RightsOf(binding.Role, isTop);
                    break;
                case Role role:
                    yield return RoleRights.Of(role, isTop: true);
                    break;
            }
        }
    }

    private AccessHolder[] HoldersIn(string place, ModelChange change)
    {
        if (change.Verb == AccessVerb.Bind && (change.Old ?? change.New) is not null)
        {
            return [.. Holders(place, change)];
        }

        var key = (place, change.Verb, change.Kind, change.Group, change.Field);
        if (!_holders.TryGetValue(key, out AccessHolder[]? holders))
        {
            holders = [.. Holders(place, change)];
            _holders.Add(key, holders);
        }

        return holders;
    }

    private IEnumerable<AccessHolder> Holders(string place, ModelChange change)
    {
        foreach (HeldRole held in before.In(place).Where(held => Refuse(held.Rights, change) is null))
        {
            foreach (string name in held.Names)
            {
                yield return new AccessHolder(name, held.Binding.Role, place);
            }
        }
    }
}

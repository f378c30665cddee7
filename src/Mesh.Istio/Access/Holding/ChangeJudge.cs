using Mesh.Istio.Access.Models;

namespace Mesh.Istio.Access.Holding;

/// <summary>Judges changes by the roles that held before them.</summary>
/// <param name="before">The bindings that held before.</param>
/// <param name="after">Those that hold afterwards: what a new binding gives is what its role permits then.</param>
internal sealed class ChangeJudge(HeldRoles before, HeldRoles after)
{
    private readonly Dictionary<(string, AccessVerb, string, FieldGroup, string), ValueList<AccessHolder>> _holders = [];
    private readonly Dictionary<(string, AccessVerb, string, FieldGroup, string), AccessHolder[]> _holdersAt = [];
    private readonly Dictionary<HeldRole, AccessHolder[]> _people = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(AccessVerb, string, FieldGroup), RoleRule> _needed = [];
    private readonly Dictionary<string, string> _nearest = new(StringComparer.Ordinal);

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
            Needed = Needed(change, isLimited),
            WhoCan = WhoCan(place, change),
            Reason = change.Effect.Length > 0 ? change.Effect : reason,
            File = file,
            Descriptor = rights is null ? AccessDiagnostics.AuthorUnknown
                : change.Effect.Length > 0 ? AccessDiagnostics.EffectElsewhere
                : change.Verb == AccessVerb.Bind && reason.Length > 0 ? AccessDiagnostics.MoreThanHeld
                : AccessDiagnostics.NotAllowed,
        };
    }

    /// <summary>Everybody who holds the right by one binding, nearest first.</summary>
    public ValueList<AccessHolder> WhoCan(string place, ModelChange change)
    {
        // Most places have no bindings of their own, and who could is the same for all of these below one that has.
        if (!_nearest.TryGetValue(place, out string? nearest))
        {
            nearest = HeldRoles.Upwards(place).First(at => at.Length == 0 || before.In(at).Count > 0);
            _nearest.Add(place, nearest);
        }

        bool isGiven = change.Verb == AccessVerb.Bind && (change.Old ?? change.New) is not null;
        var key = (nearest, change.Verb, change.Kind, change.Group, change.Field);
        if (isGiven || !_holders.TryGetValue(key, out ValueList<AccessHolder> holders))
        {
            holders = [.. HeldRoles.Upwards(nearest).SelectMany(at => isGiven ? Holders(at, change) : HoldersAt(at, change))];
            if (!isGiven)
            {
                _holders.Add(key, holders);
            }
        }

        return holders;
    }

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

    // What is bound in the organization is asked for once, and not once for each place below it.
    private AccessHolder[] HoldersAt(string place, ModelChange change)
    {
        var key = (place, change.Verb, change.Kind, change.Group, change.Field);
        if (!_holdersAt.TryGetValue(key, out AccessHolder[]? holders))
        {
            holders = Holders(place, change);
            _holdersAt.Add(key, holders);
        }

        return holders;
    }

    private AccessHolder[] Holders(string place, ModelChange change)
    {
        var found = new List<AccessHolder>();
        // Most bindings are of a few roles.
        var known = new Dictionary<RoleRights, bool>(ReferenceEqualityComparer.Instance);
        foreach (HeldRole held in before.In(place))
        {
            if (!known.TryGetValue(held.Rights, out bool isAllowed))
            {
                known.Add(held.Rights, isAllowed = Refuse(held.Rights, change) is null);
            }

            if (isAllowed)
            {
                found.AddRange(PeopleOf(held));
            }
        }

        return [.. found];
    }

    private AccessHolder[] PeopleOf(HeldRole held)
    {
        if (!_people.TryGetValue(held, out AccessHolder[]? people))
        {
            people = [.. held.Names.Select(name => new AccessHolder(name, held.Binding.Role, held.Place))];
            _people.Add(held, people);
        }

        return people;
    }

    private RoleRule Needed(ModelChange change, bool isLimited)
    {
        var key = (change.Verb, change.Kind, change.Group);
        if (!_needed.TryGetValue(key, out RoleRule? rule))
        {
            rule = new RoleRule { Verbs = [change.Verb], Kinds = [change.Kind], Groups = isLimited ? [change.Group] : default };
            _needed.Add(key, rule);
        }

        return rule;
    }
}

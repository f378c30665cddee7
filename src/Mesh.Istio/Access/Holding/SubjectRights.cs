namespace Mesh.Istio.Access.Holding;

/// <summary>What one subject may do, in every place. Asking again costs nothing.</summary>
internal sealed class SubjectRights(HeldRoles roles, AccessSubject subject)
{
    private static readonly RoleRights Owner = RoleRights.Of(BuiltInRoles.Admin, isTop: false);

    private readonly Dictionary<string, RoleRights> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _owned = new(StringComparer.Ordinal);

    public AccessSubject Subject => subject;

    /// <summary>What is permitted in a place, with all that comes from above.</summary>
    public RoleRights In(string place)
    {
        if (!_known.TryGetValue(place, out RoleRights? rights))
        {
            IEnumerable<RoleRights> held = roles.In(place).Where(role => role.IsOf(subject)).Select(role => role.Rights);
            rights = RoleRights.Union([
                .. held,
                .. _owned.Contains(place) ? [Owner] : Array.Empty<RoleRights>(),
                .. place.Length > 0 ? [In(Above(place))] : Array.Empty<RoleRights>(),
            ]);
            _known.Add(place, rights);
        }

        return rights;
    }

    /// <summary>Makes the subject the owner of a place that it has created.</summary>
    public void Own(string place)
    {
        _owned.Add(place);
        _known.Remove(place);
    }

    public static string Above(string place) => HeldRoles.Upwards(place).Skip(1).First();
}

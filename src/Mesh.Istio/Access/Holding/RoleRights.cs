namespace Mesh.Istio.Access.Holding;

/// <summary>
/// What a role permits at a place, as bits: one for each kind, and for each kind one for each group of fields. Rights only add up.
/// </summary>
internal sealed class RoleRights
{
    private static readonly byte Every = (byte)(1 << (int)FieldGroup.All);
    private readonly uint[] _kinds = new uint[(int)AccessVerb.Bind + 1];
    private readonly byte[] _create = new byte[AccessKinds.All.Count];
    private readonly byte[] _update = new byte[AccessKinds.All.Count];
    private readonly HashSet<(AccessVerb Verb, int Kind, string Path)> _paths = [];

    private uint _owned;

    private RoleRights()
    {
    }

    public static RoleRights None { get; } = new();

    /// <summary>The number of a kind; negative for one that no rule can name.</summary>
    public static int NumberOf(string kind)
    {
        for (int i = 0; i < AccessKinds.All.Count; i++)
        {
            if (AccessKinds.All[i] == kind)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The rights of a role.</summary>
    /// <param name="role">The role.</param>
    /// <param name="isTop">Whether it is bound in the organization; below it opaque kinds have to be named.</param>
    public static RoleRights Of(Role role, bool isTop)
    {
        var rights = new RoleRights();
        foreach (RoleRule rule in role.Rules)
        {
            rights.Add(rule, isTop);
        }

        if (role.OwnsCreated == true)
        {
            rights._owned = rights._kinds[(int)AccessVerb.Create];
        }

        return rights;
    }

    /// <summary>All that one of several permits.</summary>
    public static RoleRights Union(IEnumerable<RoleRights> all)
    {
        var union = new RoleRights();
        foreach (RoleRights one in all)
        {
            for (int verb = 0; verb < union._kinds.Length; verb++)
            {
                union._kinds[verb] |= one._kinds[verb];
            }

            for (int kind = 0; kind < union._create.Length; kind++)
            {
                union._create[kind] |= one._create[kind];
                union._update[kind] |= one._update[kind];
            }

            union._paths.UnionWith(one._paths);
            union._owned |= one._owned;
        }

        return union;
    }

    /// <summary>Whether a verb on a kind as a whole is permitted, whatever the fields.</summary>
    public bool Allows(AccessVerb verb, string kind) => NumberOf(kind) is >= 0 and var number && (_kinds[(int)verb] & (1u << number)) != 0;

    /// <summary>Whether a field may be set.</summary>
    public bool Allows(AccessVerb verb, string kind, FieldGroup group, string field)
    {
        int number = NumberOf(kind);
        if (number < 0 || verb is not (AccessVerb.Create or AccessVerb.Update))
        {
            return Allows(verb, kind);
        }

        byte held = verb == AccessVerb.Create ? _create[number] : _update[number];
        return (held & (Every | (1 << (int)group))) != 0 || (_paths.Count > 0 && field.Length > 0 && HoldsPath(verb, number, field));
    }

    /// <summary>Whether somebody owns what of a kind they create.</summary>
    public bool Owns(string kind) => NumberOf(kind) is >= 0 and var number && (_owned & (1u << number)) != 0;

    /// <summary>Whether these are all of others, so that whoever holds these could give those.</summary>
    public bool Cover(RoleRights others)
    {
        for (int verb = 0; verb < _kinds.Length; verb++)
        {
            if ((others._kinds[verb] & ~_kinds[verb]) != 0)
            {
                return false;
            }
        }

        for (int kind = 0; kind < _create.Length; kind++)
        {
            if (!Cover(_create[kind], others._create[kind]) || !Cover(_update[kind], others._update[kind]))
            {
                return false;
            }
        }

        return others._paths.All(path => HoldsAll(path.Verb, path.Kind) || HoldsPath(path.Verb, path.Kind, path.Path))
            && CoverOwned(others._owned);
    }

    private void Add(RoleRule rule, bool isTop)
    {
        byte groups = 0;
        foreach (FieldGroup group in rule.Groups)
        {
            groups |= (byte)(1 << (int)group);
        }

        for (int kind = 0; kind < AccessKinds.All.Count; kind++)
        {
            string name = AccessKinds.All[kind];
            if (rule.Kinds.IsEmpty ? !isTop && AccessKinds.Opaque.Contains(name) : !rule.Kinds.Contains(name))
            {
                continue;
            }

            foreach (AccessVerb verb in rule.Verbs)
            {
                _kinds[(int)verb] |= 1u << kind;
                AddFields(verb, kind, groups, rule.Paths);
            }
        }
    }

    private void AddFields(AccessVerb verb, int kind, byte groups, ValueList<string> paths)
    {
        if (verb is not (AccessVerb.Create or AccessVerb.Update))
        {
            return;
        }

        (verb == AccessVerb.Create ? _create : _update)[kind] |= groups;
        foreach (string path in paths)
        {
            _paths.Add((verb, kind, path));
        }
    }

    // An owner is an admin there, so only an admin can make owners.
    private bool CoverOwned(uint owned)
    {
        for (int kind = 0; owned != 0 && kind < _create.Length; kind++)
        {
            if ((owned & (1u << kind)) != 0 && (_owned & (1u << kind)) == 0 && !Cover(Of(BuiltInRoles.Admin, isTop: false)))
            {
                return false;
            }
        }

        return true;
    }

    private bool HoldsAll(AccessVerb verb, int kind) => ((verb == AccessVerb.Create ? _create : _update)[kind] & Every) != 0;

    private bool HoldsPath(AccessVerb verb, int kind, string field)
    {
        for (string? path = field; path is not null; path = Above(path))
        {
            if (_paths.Contains((verb, kind, path)))
            {
                return true;
            }
        }

        return false;
    }

    // 'servers[].tls' is below 'servers[]', which is below 'servers'.
    private static string? Above(string path) =>
        path.EndsWith("[]", StringComparison.Ordinal) ? path[..^2]
        : path.LastIndexOf('.') is > 0 and var dot ? path[..dot]
        : null;

    private static bool Cover(byte held, byte asked) => (held & Every) != 0 || (asked & ~held) == 0;
}

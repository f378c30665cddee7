namespace Mesh.Tests;

/// <summary>Random roles and bindings. Those of valid models are without finding, and name the same few people everywhere.</summary>
internal sealed class AccessRandom(Random random, bool isValid)
{
    private static readonly string[] People = ["ann", "bob", "cleo"];
    private static readonly string[] Kinds = ["Cluster", "Gateway", "Workspace", "VirtualService", "AuthorizationPolicy", "EnvoyFilter"];
    private static readonly string[] Paths = ["namespaces", "servers[].tls.minVersion", "spec.servers[].tls", "domains"];
    private readonly List<string> _roles = [.. BuiltInRoles.All.Select(role => role.Name)];
    private bool _isBound;

    public ValueList<Role> Roles(Func<string> text)
    {
        Role[] roles = [.. Enumerable.Range(0, random.Next(3)).Select(i => Role(isValid ? $"role{i}" : text(), text))];
        _roles.AddRange(roles.Select(role => role.Name));
        return roles.ToValueList();
    }

    /// <summary>Bindings of a place; where there are any, somebody is admin of the whole.</summary>
    public ValueList<AccessBinding> Bindings(Func<string> text, bool isTop = false)
    {
        if (isTop)
        {
            _isBound = random.Next(2) == 0;
        }

        if (isValid && !_isBound)
        {
            return default;
        }

        AccessBinding[] more = [.. Enumerable.Range(0, random.Next(3)).Select(i => Binding(isValid ? $"b{i}" : text(), text))];
        return isValid && isTop
            ? [new AccessBinding { Name = "admin", Role = "admin", Groups = ["platform"] }, .. more]
            : more.ToValueList();
    }

    private AccessBinding Binding(string name, Func<string> text) => new()
    {
        Name = name,
        Role = isValid || random.Next(2) == 0 ? _roles[random.Next(_roles.Count)] : text(),
        Users = isValid ? [People[random.Next(People.Length)]] : [text()],
        Groups = random.Next(2) == 0 ? default : [isValid ? "team" : text()],
        ServiceAccounts = random.Next(2) == 0 ? default : [isValid ? "ci/deployer" : text()],
        Labels = isValid || random.Next(2) == 0 ? default : [new(text(), text())],
    };

    private Role Role(string name, Func<string> text) => new()
    {
        Name = name,
        Rules = Enumerable.Range(0, random.Next(1, 3)).Select(_ => Rule(text)).ToValueList(),
        OwnsCreated = random.Next(3) == 0 ? true : null,
    };

    private RoleRule Rule(Func<string> text)
    {
        AccessVerb[] verbs = Some(Enum.GetValues<AccessVerb>());
        bool sets = !isValid || verbs.Contains(AccessVerb.Create) || verbs.Contains(AccessVerb.Update);
        return new RoleRule
        {
            Verbs = verbs.ToValueList(),
            Kinds = random.Next(2) == 0 ? default : isValid ? Some(Kinds).ToValueList() : [text()],
            Groups = sets ? Some(Enum.GetValues<FieldGroup>()).ToValueList() : default,
            Paths = sets && random.Next(3) == 0 ? isValid ? Some(Paths).ToValueList() : [text()] : default,
        };
    }

    // At least one of them.
    private T[] Some<T>(T[] all)
    {
        int always = random.Next(all.Length);
        return [.. all.Where((_, i) => i == always || random.Next(3) == 0)];
    }
}

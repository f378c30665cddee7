using Mesh.Diagnostics;
using Mesh.Documents;

namespace Mesh.Istio.Access.Importing;

/// <summary>The roles of the reference product's documents, by the names that its bindings have.</summary>
internal sealed class ReferenceRoles
{
    private const string Writer = "writer";

    private readonly Dictionary<string, Role> _declared = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Role> _used = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _found;

    private ReferenceRoles(List<Diagnostic> found) => _found = found;

    /// <summary>Those that the model needs: all that were declared, and what stands for a built-in one that there is not here.</summary>
    public IEnumerable<Role> Needed => _declared.Values.Concat(_used.Values).DistinctBy(role => role.Name);

    public static ReferenceRoles Read(IEnumerable<MappingNode> documents, List<Diagnostic> found)
    {
        var roles = new ReferenceRoles(found);
        foreach (MappingNode document in documents.Where(node => ReferenceText.IsKind(node, kind => kind == "Role")))
        {
            roles.Add(document);
        }

        return roles;
    }

    /// <summary>The name here of a role that a binding names; null when there is none.</summary>
    public string? Find(string reference)
    {
        string name = reference.Split('/')[^1];
        if (_declared.TryGetValue(name, out Role? declared))
        {
            return declared.Name;
        }

        if (name == Writer)
        {
            _used.TryAdd(name, new Role
            {
                Name = Writer,
                Rules = [new() { Verbs = [AccessVerb.Read, AccessVerb.Update], Groups = [FieldGroup.All] }],
            });
            return name;
        }

        return name is "admin" or "editor" or "creator" or "reader" ? name : null;
    }

    private void Add(MappingNode document)
    {
        string name = ReferenceText.Field(ReferenceText.Part(document, "metadata"), "name");
        string path = $"Role {name}";
        string here = BuiltInRoles.Find(name) is null ? name : $"{name}-imported";
        if (here != name)
        {
            _found.Add(ReferenceText.NotTaken(
                path, document, $"'{name}' is a built-in role here, so it is called '{here}'.", "See which of the two you want to bind."));
        }

        var rules = new List<RoleRule>();
        int index = 0;
        foreach (MappingNode rule in ReferenceText.Items(ReferenceText.Part(document, "spec"), "rules").OfType<MappingNode>())
        {
            rules.AddRange(Rules(rule, $"{path}/spec/rules/{index++}"));
        }

        if (rules.Count > 0)
        {
            _declared[name] = new Role { Name = here, Rules = rules.ToValueList() };
        }
        else
        {
            _found.Add(ReferenceText.NotTaken(path, document, "Nothing of the role is here.", "Declare a role that says what is meant."));
        }
    }

    private IEnumerable<RoleRule> Rules(MappingNode rule, string path)
    {
        AccessVerb[] verbs = [.. ReferenceText.Texts(rule, "permissions").Select(text => Verb(text, rule, path)).OfType<AccessVerb>()
            .Distinct()];
        if (verbs.Length == 0)
        {
            return [];
        }

        MappingNode[] types = [.. ReferenceText.Items(rule, "types").OfType<MappingNode>()];
        return types.Length == 0 ? [Rule(verbs, [], [FieldGroup.All])]
            : types.SelectMany(type => Kinds(type, path)).GroupBy(kind => kind.Groups)
                .Select(group => Rule(verbs, group.Select(kind => kind.Kind), group.Key));
    }

    private IEnumerable<(string Kind, ValueList<FieldGroup> Groups)> Kinds(MappingNode type, string path)
    {
        string apiGroup = ReferenceText.Field(type, "apiGroup");
        string[] kinds = [.. ReferenceText.Texts(type, "kinds")];
        if (type["scopedAt"] is { } scope)
        {
            _found.Add(ReferenceText.NotTaken(
                $"{path}/types", scope, "'scopedAt' has no equal: the rule holds wherever the role is bound.",
                "Bind the role where it is meant."));
        }

        foreach (string kind in kinds.Length == 0 ? [""] : kinds)
        {
            (string, ValueList<FieldGroup>)[] here = [.. ReferenceKinds.Find(apiGroup, kind)];
            if (here.Length == 0)
            {
                _found.Add(ReferenceText.NotTaken(
                    $"{path}/types", type, $"{(kind.Length == 0 ? "Nothing" : $"No kind '{kind}'")} of '{apiGroup}' is in the model.",
                    "Say what is meant by a role of your own, if it is needed."));
            }

            foreach ((string Kind, ValueList<FieldGroup> Groups) one in here)
            {
                yield return one;
            }
        }
    }

    private AccessVerb? Verb(string permission, MappingNode rule, string path)
    {
        switch (permission)
        {
            case "READ":
                return AccessVerb.Read;
            case "WRITE":
                return AccessVerb.Update;
            case "CREATE":
                return AccessVerb.Create;
            case "DELETE":
                return AccessVerb.Delete;
            case "SET_POLICY":
                return AccessVerb.Bind;
            default:
                _found.Add(ReferenceText.NotTaken(
                    $"{path}/permissions", rule, $"'{permission}' has no equal: who reads something reads its bindings too.",
                    "Nothing, if reading is permitted anyway."));
                return null;
        }
    }

    // Fields limit create and update only.
    private static RoleRule Rule(AccessVerb[] verbs, IEnumerable<string> kinds, ValueList<FieldGroup> groups) => new()
    {
        Verbs = verbs.ToValueList(),
        Kinds = kinds.Distinct(StringComparer.Ordinal).ToValueList(),
        Groups = verbs.Any(verb => verb is AccessVerb.Create or AccessVerb.Update) ? groups : default,
    };
}

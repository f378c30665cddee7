using Mesh.Diagnostics;
using Mesh.Documents;

namespace Mesh.Istio.Access.Importing;

/// <summary>Takes bindings of the reference product into a model.</summary>
internal sealed class ReferenceBindings(MeshModel model, ReferenceRoles roles, List<Diagnostic> found)
{
    private const string Suffix = "AccessBindings";
    private const string Annotation = "tsb.tetrate.io/fqn";
    private static readonly string[] Levels = ["organization", "tenant", "workspace"];

    private readonly SortedDictionary<(string Place, string Role), AccessBinding> _bindings = new(
        Comparer<(string Place, string Role)>.Create(
            (left, right) => string.CompareOrdinal(left.Place, right.Place) is var order && order != 0 ? order
                : string.CompareOrdinal(left.Role, right.Role)));

    public void Read(MappingNode document)
    {
        if (!ReferenceText.IsKind(document, kind => kind.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            return;
        }

        string name = NameOf(document);
        string path = $"{ReferenceText.Field(document, "kind")} {name}";
        if (PlaceOf(name) is not { } place)
        {
            found.Add(ReferenceText.NotTaken(
                path, document, $"'{name}' is no organization, tenant, workspace or gateway of the model.",
                "Bind what is meant at the workspace or gateway; groups of a workspace have no bindings of their own here."));
            return;
        }

        foreach (MappingNode allow in ReferenceText.Items(ReferenceText.Part(document, "spec"), "allow").OfType<MappingNode>())
        {
            string asked = ReferenceText.Field(allow, "role");
            if (roles.Find(asked) is not { } role)
            {
                found.Add(ReferenceText.NotTaken(
                    path, allow, $"There is no role '{asked}' in the documents.", "Add its document, or bind another role."));
                continue;
            }

            if (role == BuiltInRoles.Editor.Name)
            {
                found.Add(ReferenceText.NotTaken(
                    path, allow, "'editor' does not change here what no group of fields names, such as the namespaces of a workspace.",
                    "Bind a role with the group 'all' beside it where that is meant."));
            }

            foreach (MappingNode subject in ReferenceText.Items(allow, "subjects").OfType<MappingNode>())
            {
                Add((place, role), subject, path);
            }
        }
    }

    public MeshModel ToModel()
    {
        Organization organization = model.Organization;
        return model with
        {
            Organization = organization with
            {
                Roles = [.. organization.Roles, .. roles.Needed.Where(role => !organization.Roles.Any(known => known.Name == role.Name))],
                AccessBindings = With(organization.AccessBindings, ""),
                Tenants = organization.Tenants.Select(tenant => With(tenant, $"tenants/{tenant.Name}")).ToValueList(),
            },
        };
    }

    private Tenant With(Tenant tenant, string path) => tenant with
    {
        AccessBindings = With(tenant.AccessBindings, path),
        Workspaces = tenant.Workspaces.Select(workspace => With(workspace, $"{path}/workspaces/{workspace.Name}")).ToValueList(),
    };

    private Workspace With(Workspace workspace, string path) => workspace with
    {
        AccessBindings = With(workspace.AccessBindings, path),
        Gateways = workspace.Gateways.Select(gateway => gateway with
        {
            AccessBindings = With(gateway.AccessBindings, $"{path}/gateways/{gateway.Name}"),
        }).ToValueList(),
    };

    // A binding that is there keeps its name; what comes gets another.
    private ValueList<AccessBinding> With(ValueList<AccessBinding> known, string place) =>
    [
        .. known,
        .. _bindings.Where(entry => entry.Key.Place == place).Select(entry => known.Any(one => one.Name == entry.Value.Name)
            ? entry.Value with { Name = $"{entry.Value.Name}-imported" } : entry.Value),
    ];

    private void Add((string Place, string Role) key, MappingNode subject, string path)
    {
        AccessBinding binding = _bindings.TryGetValue(key, out AccessBinding? known) ? known
            : new AccessBinding { Name = key.Role, Role = key.Role };
        if (Last(subject, "user") is { } user)
        {
            binding = binding with { Users = [.. binding.Users.Append(user).Distinct(StringComparer.Ordinal)] };
        }
        else if (Last(subject, "team") is { } team)
        {
            binding = binding with { Groups = [.. binding.Groups.Append(team).Distinct(StringComparer.Ordinal)] };
        }
        else
        {
            found.Add(ReferenceText.NotTaken(
                path, subject, Last(subject, "serviceAccount") is { } account
                    ? $"The service account '{account}' is none of a cluster." : "A subject is no user and no team.",
                "Bind the user or the service account (namespace/name) that API servers know."));
            return;
        }

        _bindings[key] = binding;
    }

    private static string? Last(MappingNode subject, string field) =>
        ReferenceText.Of(subject[field])?.Split('/')[^1] is { Length: > 0 } name ? name : null;

    private static string NameOf(MappingNode document)
    {
        MappingNode? metadata = ReferenceText.Part(document, "metadata");
        string name = ReferenceText.Field(metadata, "fqn");
        name = name.Length > 0 ? name : ReferenceText.Field(ReferenceText.Part(metadata, "annotations"), Annotation);
        if (name.Length > 0)
        {
            return name;
        }

        // Kinds of a level name their parents one by one.
        string group = ReferenceText.Field(metadata, "group");
        IEnumerable<string> parts = Levels
            .Select(level => (Level: level, Name: ReferenceText.Field(metadata, level)))
            .Where(level => level.Name.Length > 0)
            .Select(level => $"{level.Level}s/{level.Name}");
        return string.Join('/', group.Length > 0 ? parts.Append($"groups/{group}") : parts);
    }

    // Null: the model has no such place.
    private string? PlaceOf(string name) => name.Split('/') switch
    {
        ["organizations", var organization, .. var rest] when organization == model.Organization.Name => rest switch
        {
            [] => "",
            ["tenants", var tenant] when Tenant(tenant) is not null => $"tenants/{tenant}",
            ["tenants", var tenant, "workspaces", var workspace] when Workspace(tenant, workspace) is not null =>
                $"tenants/{tenant}/workspaces/{workspace}",
            ["tenants", var tenant, "workspaces", var workspace, "gatewaygroups", _, _, var gateway]
                when Workspace(tenant, workspace)?.Gateways.Any(one => one.Name == gateway) == true =>
                $"tenants/{tenant}/workspaces/{workspace}/gateways/{gateway}",
            _ => null,
        },
        _ => null,
    };

    private Tenant? Tenant(string name) => model.Organization.Tenants.FirstOrDefault(tenant => tenant.Name == name);

    private Workspace? Workspace(string tenant, string name) =>
        Tenant(tenant)?.Workspaces.FirstOrDefault(workspace => workspace.Name == name);
}

namespace Mesh.Istio.Tests.Access;

/// <summary>Changes a model as people do who want more than they have, and as people do who do not.</summary>
internal sealed class AccessMutation(Random random)
{
    private static readonly string[] Names = ["ann", "bob", "cleo"];

    public MeshModel Change(MeshModel model)
    {
        Organization organization = model.Organization;
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            organization = random.Next(6) switch
            {
                0 => organization with { AccessBindings = Bindings(organization, organization.AccessBindings) },
                1 => organization with { Roles = Roles(organization) },
                2 => organization with
                {
                    Clusters = organization.Clusters.Select(
                        cluster => random.Next(3) == 0 ? cluster with { State = ClusterState.Drained } : cluster).ToValueList(),
                },
                _ => organization with { Tenants = One(organization.Tenants, tenant => Tenant(organization, tenant)) },
            };
        }

        return model with { Organization = organization };
    }

    private Tenant Tenant(Organization organization, Tenant tenant) => random.Next(5) switch
    {
        0 => tenant with { AccessBindings = Bindings(organization, tenant.AccessBindings) },
        1 => tenant with { Workspaces = tenant.Workspaces.Add(New(organization, $"new{random.Next(3)}")) },
        2 when !tenant.Workspaces.IsEmpty => tenant with { Workspaces = tenant.Workspaces.Skip(1).ToValueList() },
        _ => tenant with { Workspaces = One(tenant.Workspaces, workspace => Workspace(organization, workspace)) },
    };

    private Workspace Workspace(Organization organization, Workspace workspace) => random.Next(5) switch
    {
        0 or 1 => workspace with { AccessBindings = Bindings(organization, workspace.AccessBindings) },
        2 => workspace with { Labels = [new("example.com/changed", $"v{random.Next(9)}")] },
        3 => workspace with
        {
            Settings = new TrafficSettings { RequestTimeout = TimeSpan.FromSeconds(random.Next(1, 9)) },
        },
        _ => workspace with
        {
            Gateways = One(workspace.Gateways, gateway => random.Next(2) == 0
                ? gateway with { AccessBindings = Bindings(organization, gateway.AccessBindings) }
                : gateway with { Transit = true }),
        },
    };

    private Workspace New(Organization organization, string name) => new()
    {
        Name = name,
        Namespaces = [new("*", name)],
        AccessBindings = Bindings(organization, default),
    };

    private ValueList<AccessBinding> Bindings(Organization organization, ValueList<AccessBinding> now)
    {
        string[] roles = [.. BuiltInRoles.All.Concat(organization.Roles).Select(role => role.Name)];
        return random.Next(4) switch
        {
            0 when !now.IsEmpty => now.Skip(1).ToValueList(),
            1 when !now.IsEmpty =>
                [now[0] with { Role = roles[random.Next(roles.Length)], Users = [Names[random.Next(3)]] }, .. now.Skip(1)],
            _ => now.Add(new AccessBinding
            {
                Name = $"x{random.Next(1000)}",
                Role = roles[random.Next(roles.Length)],
                Users = [Names[random.Next(3)]],
            }),
        };
    }

    private ValueList<Role> Roles(Organization organization)
    {
        var role = new Role
        {
            Name = organization.Roles.IsEmpty || random.Next(2) == 0 ? $"more{random.Next(3)}" : organization.Roles[0].Name,
            Rules = [new() { Verbs = [(AccessVerb)random.Next(5)], Groups = [(FieldGroup)random.Next(8)] }],
            OwnsCreated = random.Next(4) == 0 ? true : null,
        };
        return [.. organization.Roles.Where(known => known.Name != role.Name), role];
    }

    private ValueList<T> One<T>(ValueList<T> list, Func<T, T> change)
    {
        int index = list.IsEmpty ? 0 : random.Next(list.Count);
        return list.Select((item, i) => i == index ? change(item) : item).ToValueList();
    }
}

namespace Mesh.Istio.Access.Holding;

/// <summary>All bindings of a model, by place.</summary>
internal sealed class HeldRoles
{
    private readonly Dictionary<string, List<HeldRole>> _byPlace = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Role, bool IsTop), (Role? Role, RoleRights Rights)> _roles = [];
    private readonly Organization _organization;

    public HeldRoles(MeshModel model)
    {
        _organization = model.Organization;
        Add("", _organization.AccessBindings);
        foreach (Tenant tenant in _organization.Tenants)
        {
            string ofTenant = $"tenants/{ModelPath.Part(tenant.Name)}";
            Add(ofTenant, tenant.AccessBindings);
            foreach (Workspace workspace in tenant.Workspaces)
            {
                string ofWorkspace = $"{ofTenant}/workspaces/{ModelPath.Part(workspace.Name)}";
                Add(ofWorkspace, workspace.AccessBindings);
                foreach (WorkspaceGateway gateway in workspace.Gateways)
                {
                    Add($"{ofWorkspace}/gateways/{ModelPath.Part(gateway.Name)}", gateway.AccessBindings);
                }
            }
        }
    }

    /// <summary>Whether nobody has any role, so that nothing is limited.</summary>
    public bool IsEmpty => _byPlace.Count == 0;

    public IEnumerable<HeldRole> All => _byPlace.Values.SelectMany(held => held);

    /// <summary>The bindings in a place alone.</summary>
    public IReadOnlyList<HeldRole> In(string place) => _byPlace.TryGetValue(place, out List<HeldRole>? held) ? held : [];

    /// <summary>A place, and every place above it, the organization last.</summary>
    public static IEnumerable<string> Upwards(string place)
    {
        while (place.Length > 0)
        {
            yield return place;
            int end = place.LastIndexOf('/', place.LastIndexOf('/') is > 0 and var last ? last - 1 : 0);
            place = end < 0 ? "" : place[..end];
        }

        yield return "";
    }

    /// <summary>What a role permits where it is bound; nothing when there is none of its name.</summary>
    public RoleRights RightsOf(string role, bool isTop) => Resolve(role, isTop).Rights;

    private void Add(string place, ValueList<AccessBinding> bindings)
    {
        if (bindings.IsEmpty)
        {
            return;
        }

        var held = new List<HeldRole>(bindings.Count);
        foreach (AccessBinding binding in bindings)
        {
            (Role? role, RoleRights rights) = Resolve(binding.Role, place.Length == 0);
            held.Add(new(place, binding, role, rights));
        }

        // Two places of one name are one; validation refuses them.
        if (_byPlace.TryGetValue(place, out List<HeldRole>? known))
        {
            known.AddRange(held);
        }
        else
        {
            _byPlace.Add(place, held);
        }
    }

    private (Role? Role, RoleRights Rights) Resolve(string name, bool isTop)
    {
        if (!_roles.TryGetValue((name, isTop), out (Role? Role, RoleRights Rights) known))
        {
            Role? role = BuiltInRoles.Find(name) ?? _organization.Roles.FirstOrDefault(role => role.Name == name);
            known = (role, role is null ? RoleRights.None : RoleRights.Of(role, isTop));
            _roles.Add((name, isTop), known);
        }

        return known;
    }
}

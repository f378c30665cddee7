using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes a tenant.</summary>
public sealed class TenantBuilder : GuardedBuilder<TenantBuilder>
{
    private readonly string _name;
    private readonly List<Workspace> _workspaces = [];

    internal TenantBuilder(string name, string path, List<Diagnostic> problems)
        : base(path, problems) => _name = name;

    /// <summary>Adds a workspace.</summary>
    /// <param name="name">Its name: a DNS label, unique in the tenant.</param>
    /// <param name="configure">Describes it.</param>
    /// <returns>The builder.</returns>
    public TenantBuilder AddWorkspace(string name, Action<WorkspaceBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Do(
            () => _workspaces.Add(Configure(configure, new WorkspaceBuilder(name, $"{Path}/workspaces/{name}", Problems)).ToWorkspace()));
    }

    internal Tenant ToTenant() => new()
    {
        Name = _name,
        Workspaces = _workspaces.ToValueList(),
        Settings = Settings,
        Security = Security,
        Domains = Domains,
        AccessBindings = AccessBindings,
        Labels = Labels,
        Annotations = Annotations,
    };
}

using Mesh.Diagnostics;

namespace Mesh;

/// <summary>
/// A model flattened once, for validation and generation: every part with its path, what is above it, and the settings that hold there. In
/// the model's order; made of any model, valid or not.
/// </summary>
internal sealed class ModelWalk
{
    private readonly List<TenantEntry> _tenants = [];
    private readonly List<WorkspaceEntry> _workspaces = [];
    private readonly List<GatewayEntry> _gateways = [];
    private readonly List<EastWestEntry> _eastWest = [];
    private readonly List<ServerEntry> _servers = [];
    private readonly List<SettingsEntry> _settings = [];

    public ModelWalk(MeshModel model)
    {
        Organization = model.Organization;
        Unread = model.Unread;
        EffectiveSettings settings = EffectiveSettings.Of(Organization);
        if (Organization.Settings is { } own)
        {
            _settings.Add(new SettingsEntry("settings", own, settings));
        }

        foreach (Tenant tenant in Organization.Tenants)
        {
            AddTenant(tenant, settings);
        }
    }

    public Organization Organization { get; }

    /// <summary>The errors of the documents that the model was read from.</summary>
    public ValueList<Diagnostic> Unread { get; }

    public IReadOnlyList<TenantEntry> Tenants => _tenants;

    public IReadOnlyList<WorkspaceEntry> Workspaces => _workspaces;

    public IReadOnlyList<GatewayEntry> Gateways => _gateways;

    public IReadOnlyList<EastWestEntry> EastWestGateways => _eastWest;

    public IReadOnlyList<ServerEntry> Servers => _servers;

    /// <summary>Every place that sets settings, with what holds there.</summary>
    public IReadOnlyList<SettingsEntry> Settings => _settings;

    private void AddTenant(Tenant tenant, EffectiveSettings above)
    {
        EffectiveSettings settings = Overlay(above, tenant.Settings, $"tenants/{ModelPath.Part(tenant.Name)}");
        var entry = new TenantEntry(Organization, tenant, settings);
        _tenants.Add(entry);
        foreach (Workspace workspace in tenant.Workspaces)
        {
            AddWorkspace(entry, workspace);
        }
    }

    private void AddWorkspace(TenantEntry tenant, Workspace workspace)
    {
        EffectiveSettings settings = Overlay(tenant.Settings, workspace.Settings,
            $"{tenant.Path}/workspaces/{ModelPath.Part(workspace.Name)}");
        var entry = new WorkspaceEntry(tenant, workspace, settings);
        _workspaces.Add(entry);
        foreach (WorkspaceGateway gateway in workspace.Gateways)
        {
            AddGateway(entry, gateway);
        }

        foreach (EastWestGateway gateway in workspace.EastWestGateways)
        {
            _eastWest.Add(
                new EastWestEntry(entry, gateway, Overlay(settings, gateway.Settings, $"{entry.Path}/eastWestGateways/{gateway.Name}")));
        }

        for (int i = 0; i < workspace.ServiceSettings.Count; i++)
        {
            Overlay(settings, workspace.ServiceSettings[i].Settings, $"{entry.Path}/serviceSettings/{i}");
        }
    }

    private void AddGateway(WorkspaceEntry workspace, WorkspaceGateway gateway)
    {
        EffectiveSettings settings = Overlay(workspace.Settings, gateway.Settings, $"{workspace.Path}/gateways/{gateway.Name}");
        var entry = new GatewayEntry(workspace, gateway, settings);
        _gateways.Add(entry);
        foreach (ServerEntry server in entry.Servers)
        {
            _servers.Add(server);
            if (server.Server.Settings is { } own)
            {
                _settings.Add(new SettingsEntry(server.At("settings"), own, server.Settings));
            }
        }
    }

    private EffectiveSettings Overlay(EffectiveSettings above, TrafficSettings? own, string path)
    {
        if (own is null)
        {
            return above;
        }

        EffectiveSettings effective = above.Under(own, () => $"{ModelPath.Organization(Organization.Name)}/{path}");
        _settings.Add(new SettingsEntry($"{path}/settings", own, effective));
        return effective;
    }
}

namespace Mesh.Validation;

/// <summary>The model flattened once for all rules: every object with its path and its effective settings, clusters by name.</summary>
internal sealed class ModelIndex
{
    public ModelIndex(MeshModel model)
    {
        Organization = model.Organization;
        ClusterNumbers = new Dictionary<string, int>(Organization.Clusters.Count, StringComparer.Ordinal);
        foreach (Cluster cluster in Organization.Clusters)
        {
            ClusterNumbers.TryAdd(cluster.Name, ClusterNumbers.Count);
        }

        EffectiveSettings settings = EffectiveSettings.Of(Organization);
        if (Organization.Settings is { } own)
        {
            Settings.Add(new SettingsEntry("settings", own, settings));
        }

        foreach (Tenant tenant in Organization.Tenants)
        {
            AddTenant(tenant, settings);
        }
    }

    public Organization Organization { get; }

    /// <summary>The declared clusters, numbered from 0; of two with the same name the first counts.</summary>
    public Dictionary<string, int> ClusterNumbers { get; }

    public List<TenantEntry> Tenants { get; } = [];

    public List<WorkspaceEntry> Workspaces { get; } = [];

    public List<GatewayEntry> Gateways { get; } = [];

    public List<EastWestEntry> EastWestGateways { get; } = [];

    public List<ServerEntry> Servers { get; } = [];

    /// <summary>Every place that sets settings, with what holds there.</summary>
    public List<SettingsEntry> Settings { get; } = [];

    /// <summary>The numbers of the clusters that a pattern names.</summary>
    public IEnumerable<int> ClustersOf(string pattern) =>
        !SelectorPattern.IsPrefix(pattern)
            ? ClusterNumbers.TryGetValue(pattern, out int number) ? [number] : []
            : ClusterNumbers.Where(cluster => SelectorPattern.Matches(pattern, cluster.Key)).Select(cluster => cluster.Value);

    private void AddTenant(Tenant tenant, EffectiveSettings above)
    {
        TenantEntry entry = new TenantEntry(Organization, tenant);
        Tenants.Add(entry);
        EffectiveSettings settings = Overlay(above, tenant.Settings, entry.Path);
        foreach (Workspace workspace in tenant.Workspaces)
        {
            AddWorkspace(new WorkspaceEntry(this, entry, workspace), settings);
        }
    }

    private void AddWorkspace(WorkspaceEntry entry, EffectiveSettings above)
    {
        Workspaces.Add(entry);
        EffectiveSettings settings = Overlay(above, entry.Workspace.Settings, entry.Path);
        foreach (WorkspaceGateway gateway in entry.Workspace.Gateways)
        {
            AddGateway(new GatewayEntry(entry, gateway), settings);
        }

        foreach (EastWestGateway gateway in entry.Workspace.EastWestGateways)
        {
            EastWestEntry eastWest = new EastWestEntry(entry, gateway);
            EastWestGateways.Add(eastWest);
            Overlay(settings, gateway.Settings, eastWest.Path);
        }

        for (int i = 0; i < entry.Workspace.ServiceSettings.Count; i++)
        {
            Overlay(settings, entry.Workspace.ServiceSettings[i].Settings, $"{entry.Path}/serviceSettings/{i}");
        }
    }

    private void AddGateway(GatewayEntry entry, EffectiveSettings above)
    {
        Gateways.Add(entry);
        EffectiveSettings settings = Overlay(above, entry.Gateway.Settings, entry.Path);
        foreach (GatewayServer server in entry.Gateway.Servers)
        {
            EffectiveSettings own = server.Settings is null ? settings : Overlay(settings, server.Settings, $"{entry.Path}/servers/{server.Name}");
            Servers.Add(new ServerEntry(entry, server, own));
        }
    }

    private EffectiveSettings Overlay(EffectiveSettings above, TrafficSettings? own, string path)
    {
        if (own is null)
        {
            return above;
        }

        EffectiveSettings effective = above.Under(own, () => $"{ModelPath.Organization(Organization.Name)}/{path}");
        Settings.Add(new SettingsEntry($"{path}/settings", own, effective));
        return effective;
    }
}

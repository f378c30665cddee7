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
            Settings.Add(new SettingsSite("settings", own, settings));
        }

        foreach (Tenant tenant in Organization.Tenants)
        {
            AddTenant(tenant, settings);
        }
    }

    public Organization Organization { get; }

    /// <summary>The declared clusters, numbered from 0; of two with the same name the first counts.</summary>
    public Dictionary<string, int> ClusterNumbers { get; }

    public List<TenantSite> Tenants { get; } = [];

    public List<WorkspaceSite> Workspaces { get; } = [];

    public List<GatewaySite> Gateways { get; } = [];

    public List<EastWestSite> EastWestGateways { get; } = [];

    public List<ServerSite> Servers { get; } = [];

    /// <summary>Every place that sets settings, with what holds there.</summary>
    public List<SettingsSite> Settings { get; } = [];

    /// <summary>The numbers of the clusters that a pattern names.</summary>
    public IEnumerable<int> ClustersOf(string pattern) =>
        !SelectorPattern.IsPrefix(pattern)
            ? ClusterNumbers.TryGetValue(pattern, out int number) ? [number] : []
            : ClusterNumbers.Where(cluster => SelectorPattern.Matches(pattern, cluster.Key)).Select(cluster => cluster.Value);

    private void AddTenant(Tenant tenant, EffectiveSettings above)
    {
        var site = new TenantSite(Organization, tenant);
        Tenants.Add(site);
        EffectiveSettings settings = Overlay(above, tenant.Settings, site.Path);
        foreach (Workspace workspace in tenant.Workspaces)
        {
            AddWorkspace(new WorkspaceSite(this, site, workspace), settings);
        }
    }

    private void AddWorkspace(WorkspaceSite site, EffectiveSettings above)
    {
        Workspaces.Add(site);
        EffectiveSettings settings = Overlay(above, site.Workspace.Settings, site.Path);
        foreach (Gateway gateway in site.Workspace.Gateways)
        {
            AddGateway(new GatewaySite(site, gateway), settings);
        }

        foreach (EastWestGateway gateway in site.Workspace.EastWestGateways)
        {
            var eastWest = new EastWestSite(site, gateway);
            EastWestGateways.Add(eastWest);
            Overlay(settings, gateway.Settings, eastWest.Path);
        }

        for (int i = 0; i < site.Workspace.ServiceSettings.Count; i++)
        {
            Overlay(settings, site.Workspace.ServiceSettings[i].Settings, $"{site.Path}/serviceSettings/{i}");
        }
    }

    private void AddGateway(GatewaySite site, EffectiveSettings above)
    {
        Gateways.Add(site);
        EffectiveSettings settings = Overlay(above, site.Gateway.Settings, site.Path);
        foreach (GatewayServer server in site.Gateway.Servers)
        {
            EffectiveSettings own = server.Settings is null ? settings : Overlay(settings, server.Settings, $"{site.Path}/servers/{server.Name}");
            Servers.Add(new ServerSite(site, server, own));
        }
    }

    private EffectiveSettings Overlay(EffectiveSettings above, TrafficSettings? own, string path)
    {
        if (own is null)
        {
            return above;
        }

        EffectiveSettings effective = above.Under(own, () => $"{ModelPath.Organization(Organization.Name)}/{path}");
        Settings.Add(new SettingsSite($"{path}/settings", own, effective));
        return effective;
    }
}

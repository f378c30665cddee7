namespace Mesh;

/// <summary>A workspace, where it is, and the settings that hold there.</summary>
internal sealed class WorkspaceEntry(TenantEntry tenant, Workspace workspace, EffectiveSettings settings)
{
    public TenantEntry Tenant { get; } = tenant;

    public Workspace Workspace { get; } = workspace;

    public EffectiveSettings Settings { get; } = settings;

    /// <summary>The short path, as findings show it.</summary>
    public string Path { get; } = $"{tenant.Path}/workspaces/{ModelPath.Part(workspace.Name)}";

    public string FullPath { get; } = $"{tenant.FullPath}/workspaces/{ModelPath.Part(workspace.Name)}";

    /// <summary>The domains that hold for the workspace's hosts: its own, else the tenant's, else the organization's.</summary>
    public ValueList<string> Domains { get; } =
        !workspace.Domains.IsEmpty ? workspace.Domains
        : !tenant.Tenant.Domains.IsEmpty ? tenant.Tenant.Domains
        : tenant.Organization.Domains;

    /// <summary>The settings of single services by the services' names; of two for one service the last, as no valid model has.</summary>
    public IReadOnlyDictionary<ServiceName, ServiceSettings> ServiceSettings { get; } = ByName(workspace.ServiceSettings);

    /// <summary>What holds for a service: its own settings, if it has any, over others.</summary>
    public EffectiveSettings SettingsOf(ServiceName service, EffectiveSettings above) =>
        ServiceSettings.TryGetValue(service, out ServiceSettings? own)
        ? above.Under(own.Settings, () => FullPathOf(service))
        : above;

    /// <summary>The full path of a service's settings.</summary>
    public string FullPathOf(ServiceName service) =>
        ModelPath.ServiceSettings(Tenant.Organization.Name, Tenant.Tenant.Name, Workspace.Name, service);

    /// <summary>Whether any selector of owned namespaces, whatever its clusters, names a namespace.</summary>
    public bool Owns(string namespaceName) => Names(Workspace.Namespaces, namespaceName);

    /// <summary>Whether the workspace owns a namespace of a cluster.</summary>
    public bool Owns(string cluster, string namespaceName) =>
        Workspace.Namespaces.Any(selector => selector.Matches(cluster, namespaceName));

    /// <summary>Whether the workspace owns or shares a namespace of a cluster.</summary>
    public bool Uses(string cluster, string namespaceName) =>
        Owns(cluster, namespaceName) || Workspace.SharedNamespaces.Any(selector => selector.Matches(cluster, namespaceName));

    /// <summary>Whether any selector of owned or shared namespaces, whatever its clusters, names a namespace.</summary>
    public bool Uses(string namespaceName) => Owns(namespaceName) || Names(Workspace.SharedNamespaces, namespaceName);

    private static Dictionary<ServiceName, ServiceSettings> ByName(ValueList<ServiceSettings> all)
    {
        var map = new Dictionary<ServiceName, ServiceSettings>(all.Count);
        foreach (ServiceSettings settings in all)
        {
            if (ServiceName.TryParse(settings.Service, "", out ServiceName name))
            {
                map[name] = settings;
            }
        }

        return map;
    }

    private static bool Names(ValueList<NamespaceSelector> selectors, string namespaceName)
    {
        foreach (NamespaceSelector selector in selectors)
        {
            if (SelectorPattern.Matches(selector.Namespace, namespaceName))
            {
                return true;
            }
        }

        return false;
    }
}

namespace Mesh.Istio.Generation.EastWest;

/// <summary>An east-west gateway of the model with everything above it.</summary>
internal sealed class EastWestEntry
{
    private readonly GatewayEntry _gateway;
    private readonly EffectiveSettings _settings;
    private readonly Dictionary<ServiceName, EffectiveSettings> _own;

    private EastWestEntry(Organization organization, Tenant tenant, Workspace workspace, EastWestGateway gateway)
    {
        Workspace = workspace;
        Gateway = gateway;
        Path = ModelPath.EastWestGateway(organization.Name, tenant.Name, workspace.Name, gateway.Name);
        WorkspacePath = ModelPath.Workspace(organization.Name, tenant.Name, workspace.Name);
        _settings = EffectiveSettings.Of(organization, tenant, workspace, gateway);
        _own = ServiceSettingsMap.Of(workspace).ToDictionary(own => own.Key, own => EffectiveSettings.Of(organization, tenant, workspace, gateway, own.Value));
        Workload = gateway.Workload.IsEmpty
            ? workspace.Gateways.FirstOrDefault(candidate => candidate.Namespace == gateway.Namespace)?.Workload ?? default
            : gateway.Workload;
        _gateway = new GatewayEntry(organization, tenant, workspace, new WorkspaceGateway
        {
            Name = gateway.Name,
            Namespace = gateway.Namespace,
            Workload = Workload,
            Labels = gateway.Labels,
            Annotations = gateway.Annotations,
        })
        {
            Path = Path,
        };
    }

    public Workspace Workspace { get; }

    public EastWestGateway Gateway { get; }

    public string Path { get; }

    public string WorkspacePath { get; }

    /// <summary>The labels of the gateway's pods, those of the workspace's only gateway there included.</summary>
    public ValueMap<string> Workload { get; }

    /// <summary>The gateway without servers, for what looks at gateways of any kind.</summary>
    public GatewayEntry AsGateway => _gateway;

    /// <summary>Every east-west gateway of a model, in the order of their paths.</summary>
    public static IEnumerable<EastWestEntry> All(MeshModel model)
    {
        IEnumerable<EastWestEntry> entries =
            from tenant in model.Organization.Tenants
            from workspace in tenant.Workspaces
            from gateway in workspace.EastWestGateways
            select new EastWestEntry(model.Organization, tenant, workspace, gateway);
        return entries.OrderBy(entry => entry.Path, StringComparer.Ordinal);
    }

    /// <summary>What holds for a service that the gateway exposes.</summary>
    public EffectiveSettings SettingsOf(ServiceName service) => _own.GetValueOrDefault(service, _settings);

    /// <summary>Whether the workspace owns a namespace of a cluster.</summary>
    public bool Owns(string cluster, string namespaceName) => Workspace.Namespaces.Any(selector => selector.Matches(cluster, namespaceName));
}

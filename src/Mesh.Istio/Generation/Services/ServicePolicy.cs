using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Services;

/// <summary>
/// The policy of a service that has settings of its own and is not exposed. Every part of which somebody set a field is written whole; the
/// others stay Istio's.
/// </summary>
internal sealed class ServicePolicy
{
    private readonly HashSet<string> _parts;

    public ServicePolicy(WorkspaceEntry workspace, ServiceName name)
    {
        Workspace = workspace;
        Name = name;
        FullPath = workspace.FullPathOf(name);
        Effective = workspace.SettingsOf(name, workspace.Settings);
        _parts = [.. Effective.Sources.Keys.Select(field => field.Split('.')[0])];
        Plan = RetryPlan.For(SplitsByZone ? 1 : 0, Settings);
    }

    public WorkspaceEntry Workspace { get; }

    public ServiceName Name { get; }

    /// <summary>The full path of the settings in the model.</summary>
    public string FullPath { get; }

    public EffectiveSettings Effective { get; }

    public RetryPlan Plan { get; }

    /// <summary>Whether the policy says anything about endpoints and connections.</summary>
    public bool HasRule => Connects || Chooses;

    /// <summary>Whether the policy says anything about requests.</summary>
    public bool HasRoutes => Settings.RequestTimeout is not null || Retries;

    private TrafficSettings Settings => Effective.Settings;

    private bool Retries => _parts.Contains("retries");

    private bool Connects => _parts.Contains("connectionPool") || _parts.Contains("outlierDetection");

    private bool Chooses => _parts.Contains("loadBalancing") || IgnoresZones;

    private bool IgnoresZones => Settings.Failover?.PreferZone == false;

    // Istio orders endpoints by place as soon as there is outlier detection, and only then.
    private bool SplitsByZone => _parts.Contains("outlierDetection") && !IgnoresZones;

    /// <summary>
    /// Whether there is anything to say for a service as it is in a cluster: callers of a headless one choose the pod themselves.
    /// </summary>
    public bool HasRuleFor(ServiceInfo service) => Connects || (Chooses && !service.Headless);

    public DestinationRule Rule(ObjectMeta metadata, ServiceInfo service, ValueList<ServicePortInfo> ports) => new()
    {
        Metadata = metadata,
        Host = Name.Fqdn,
        ExportTo = ["*"],
        // Ports of one kind share a policy; else each has its own, complete: portLevelSettings inherits nothing.
        TrafficPolicy = ports.Select(ServiceRoutes.IsHttp).Distinct().Count() < 2
            ? new TrafficPolicy
            {
                LoadBalancer = LoadBalancer(service),
                ConnectionPool = ConnectionPool(ports.Any(ServiceRoutes.IsHttp)),
                OutlierDetection = OutlierDetection(),
            }
            : new TrafficPolicy
            {
                PortLevelSettings = ports.Select(port => new PortTrafficPolicy
                {
                    Port = new PortSelector { Number = (uint)port.Number },
                    LoadBalancer = LoadBalancer(service),
                    ConnectionPool = ConnectionPool(ServiceRoutes.IsHttp(port)),
                    OutlierDetection = OutlierDetection(),
                }).ToValueList(),
            },
    };

    /// <summary>The time limit and the retries of requests; null when no port speaks HTTP.</summary>
    public VirtualService? Routes(ObjectMeta metadata, ValueList<ServicePortInfo> ports) =>
        ServiceRoutes.For(Name, ports, metadata, Settings.RequestTimeout, Retries ? RetriesOf : null);

    private RetryPlan RetriesOf(ServicePortInfo port) => Plan with { IsGrpc = PortProtocols.Of(port) == PortProtocol.Grpc };

    private OutlierDetection? OutlierDetection() => _parts.Contains("outlierDetection") ? PolicySettings.OutlierDetection(Settings) : null;

    private Resources.ConnectionPoolSettings? ConnectionPool(bool http) =>
        _parts.Contains("connectionPool") ? PolicySettings.ConnectionPool(Settings, http) : null;

    private LoadBalancerSettings? LoadBalancer(ServiceInfo service)
    {
        var settings = new LoadBalancerSettings
        {
            Algorithm = PolicySettings.Algorithm(Settings.LoadBalancing),
            LocalityLbSetting = Locality(),
        };
        return service.Headless || settings == new LoadBalancerSettings() ? null : settings;
    }

    private LocalityLbSetting? Locality() =>
        SplitsByZone ? new LocalityLbSetting { Enabled = true, FailoverPriority = PolicySettings.ByPlace }
        : IgnoresZones ? new LocalityLbSetting { Enabled = false }
        : null;
}

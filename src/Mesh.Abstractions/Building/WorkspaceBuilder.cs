using Mesh.Diagnostics;

namespace Mesh;

/// <summary>Describes a workspace: the namespaces that it owns and the gateways in them.</summary>
public sealed class WorkspaceBuilder : GuardedBuilder<WorkspaceBuilder>
{
    private readonly string _name;
    private readonly List<NamespaceSelector> _namespaces = [];
    private readonly List<NamespaceSelector> _sharedNamespaces = [];
    private readonly List<WorkspaceGateway> _gateways = [];
    private readonly List<EastWestGateway> _eastWestGateways = [];
    private readonly List<ServiceSettings> _serviceSettings = [];
    private readonly List<ServiceCapacity> _capacities = [];

    internal WorkspaceBuilder(string name, string path, List<Diagnostic> problems)
        : base(path, problems) => _name = name;

    /// <summary>Adds namespaces that the workspace owns; no other workspace may own one of them.</summary>
    /// <param name="selectors">
    /// Each <c>cluster/namespace</c>; either side is a name, <c>*</c> for all, or the beginning of a name with <c>*</c> at its end.
    /// </param>
    /// <returns>The builder.</returns>
    public WorkspaceBuilder WithNamespaces(params string[] selectors)
    {
        ArgumentNullException.ThrowIfNull(selectors);
        NamespaceSelector[] parsed = Array.ConvertAll(selectors, NamespaceSelector.Parse);
        return Do(() => _namespaces.AddRange(parsed));
    }

    /// <summary>
    /// Adds namespaces that the workspace uses together with others, typically one for gateways. No workspace may own one of them.
    /// </summary>
    /// <param name="selectors">Each <c>cluster/namespace</c>, as for <see cref="WithNamespaces"/>.</param>
    /// <returns>The builder.</returns>
    public WorkspaceBuilder WithSharedNamespaces(params string[] selectors)
    {
        ArgumentNullException.ThrowIfNull(selectors);
        NamespaceSelector[] parsed = Array.ConvertAll(selectors, NamespaceSelector.Parse);
        return Do(() => _sharedNamespaces.AddRange(parsed));
    }

    /// <summary>Adds a gateway through which the workspace's services are reached.</summary>
    /// <param name="name">Its name: a DNS label, unique in the workspace.</param>
    /// <param name="configure">Describes it.</param>
    /// <returns>The builder.</returns>
    public WorkspaceBuilder AddGateway(string name, Action<GatewayBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        return Do(() => _gateways.Add(Configure(configure, new GatewayBuilder(name, $"{Path}/gateways/{name}", Problems)).ToGateway()));
    }

    /// <summary>
    /// Lets services keep their own name across clusters: where no local pod is left, calls go to the same service of another cluster
    /// through this gateway.
    /// </summary>
    /// <param name="namespaceName">The namespace of the gateway's pods; the workspace must own or share it.</param>
    /// <param name="configure">Names the services and, unless it is the workspace's only gateway there, the gateway's pods.</param>
    /// <param name="name">Its name: a DNS label, unique among the workspace's east-west gateways.</param>
    /// <returns>The builder.</returns>
    public WorkspaceBuilder WithEastWestGateway(
        string namespaceName, Action<EastWestGatewayBuilder> configure, string name = EastWestGateway.DefaultName)
    {
        ArgumentNullException.ThrowIfNull(namespaceName);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(name);
        return Do(() => _eastWestGateways.Add(
            Configure(configure, new EastWestGatewayBuilder(name, namespaceName, $"{Path}/eastWestGateways/{name}", Problems))
                .ToGateway()));
    }

    /// <summary>
    /// Sets how clients treat one service; for every field it wins over the workspace and over the east-west gateway that exposes it.
    /// </summary>
    /// <param name="service"><c>namespace/details</c> or the full DNS name; the workspace must own the namespace.</param>
    /// <param name="configure">Sets single fields; the others are inherited.</param>
    /// <returns>The builder.</returns>
    public WorkspaceBuilder WithServiceSettings(string service, Action<ServiceSettingsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(configure);
        return Do(() => _serviceSettings.Add(
            Configure(configure, new ServiceSettingsBuilder(service, $"{Path}/serviceSettings/{_serviceSettings.Count}", Problems))
                .ToSettings()));
    }

    /// <summary>Says what one pod of a service or workload carries. Nothing that is generated changes by it.</summary>
    /// <param name="service"><c>namespace/name</c>, in a namespace that the workspace owns; for the pods of a gateway that of its
    /// Service.</param>
    /// <param name="requestsPerSecond">How many requests a pod answers in a second for as long as one likes; <see langword="null"/> when
    /// nobody knows.</param>
    /// <param name="concurrency">How many requests a pod works on at once; <see langword="null"/> when nobody knows.</param>
    /// <returns>The builder.</returns>
    public WorkspaceBuilder WithCapacity(string service, double? requestsPerSecond = null, int? concurrency = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Do(() => _capacities.Add(
            new ServiceCapacity { Service = service, RequestsPerSecond = requestsPerSecond, Concurrency = concurrency }));
    }

    internal Workspace ToWorkspace() => new()
    {
        Name = _name,
        Namespaces = _namespaces.ToValueList(),
        SharedNamespaces = _sharedNamespaces.ToValueList(),
        Gateways = _gateways.ToValueList(),
        EastWestGateways = _eastWestGateways.ToValueList(),
        ServiceSettings = _serviceSettings.ToValueList(),
        Capacities = _capacities.ToValueList(),
        Settings = Settings,
        Security = Security,
        Domains = Domains,
        AccessBindings = AccessBindings,
        Labels = Labels,
        Annotations = Annotations,
    };
}

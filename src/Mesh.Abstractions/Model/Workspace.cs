namespace Mesh;

/// <summary>A team's share of the mesh: namespaces, in one or many clusters, that it owns alone, and the gateways in them.</summary>
public sealed record Workspace
{
    /// <summary>The name: a DNS label, unique in the tenant.</summary>
    public required string Name { get; init; }

    /// <summary>The namespaces that the workspace owns. No other workspace may own one of them.</summary>
    public ValueList<NamespaceSelector> Namespaces { get; init; }

    /// <summary>
    /// Namespaces that the workspace uses together with others, typically one for gateways. The workspace may place gateways there; routes
    /// still go to namespaces that it owns. No workspace may own such a namespace.
    /// </summary>
    public ValueList<NamespaceSelector> SharedNamespaces { get; init; }

    /// <summary>The gateways through which the workspace's services are reached.</summary>
    public ValueList<WorkspaceGateway> Gateways { get; init; }

    /// <summary>The gateways through which services keep their own name across clusters.</summary>
    public ValueList<EastWestGateway> EastWestGateways { get; init; }

    /// <summary>Settings for single services, each service once.</summary>
    public ValueList<ServiceSettings> ServiceSettings { get; init; }

    /// <summary>What one pod of a service carries, each service once. It changes nothing that is generated.</summary>
    public ValueList<ServiceCapacity> Capacities { get; init; }

    /// <summary>Settings for everything below; whatever is nearer to a server wins, field by field.</summary>
    public TrafficSettings? Settings { get; init; }

    /// <summary>Guardrails for the workspace: mutual TLS, who may call whom.</summary>
    public SecuritySettings? Security { get; init; }

    /// <summary>
    /// The domains in which hosts of the workspace lie: a host, or <c>*.bank.example.com</c> for every host below; the nearest list holds.
    /// Empty means: any host that the model says, none that only the annotation of a Service asks for. It must lie within the list of the
    /// tenant, else of the organization, if these have any.
    /// </summary>
    public ValueList<string> Domains { get; init; }

    /// <summary>
    /// Whether nothing is made of the workspace because it is in error; what there is of it stays. Its namespaces are known all the same,
    /// as far as they can be, so that what others permit it does not change.
    /// </summary>
    internal bool IsHeld { get; init; }

    /// <summary>Who has which role here and below. Default: nobody but who has it farther up.</summary>
    public ValueList<AccessBinding> AccessBindings { get; init; }

    /// <summary>Labels added to every generated object of the workspace; nearer ones win.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>Annotations added to every generated object of the workspace; nearer ones win.</summary>
    public ValueMap<string> Annotations { get; init; }
}

namespace Mesh;

/// <summary>The root of a model: who runs the mesh, on which clusters, for which tenants.</summary>
public sealed record Organization
{
    /// <summary>The name: a DNS label of at most 63 characters. Part of every generated object's path and so of its name.</summary>
    public required string Name { get; init; }

    /// <summary>The clusters of the mesh.</summary>
    public ValueList<Cluster> Clusters { get; init; }

    /// <summary>The tenants.</summary>
    public ValueList<Tenant> Tenants { get; init; }

    /// <summary>Settings for everything below; whatever is nearer to a server wins, field by field.</summary>
    public TrafficSettings? Settings { get; init; }

    /// <summary>
    /// Which networks the clients of a network reach beside their own, by network; a network that is not named reaches none. It holds in
    /// one direction. Clusters of unknown network reach all and are reached by all. <see langword="null"/> means: everything reaches
    /// everything.
    /// </summary>
    public ValueMap<ValueList<string>>? NetworkReachability { get; init; }

    /// <summary>Guardrails for all workspaces: mutual TLS, who may call whom.</summary>
    public SecuritySettings? Security { get; init; }

    /// <summary>
    /// The domains in which hosts of everything below lie: a host, or <c>*.bank.example.com</c> for every host below; the nearest list
    /// holds.
    /// Empty means: any host that the model says, none that only the annotation of a Service asks for.
    /// </summary>
    public ValueList<string> Domains { get; init; }

    /// <summary>The roles beside <see cref="BuiltInRoles"/>.</summary>
    public ValueList<Role> Roles { get; init; }

    /// <summary>Who has which role here and below. Default: nobody but who has it farther up.</summary>
    public ValueList<AccessBinding> AccessBindings { get; init; }

    /// <summary>Labels added to every generated object; nearer ones win.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>Annotations added to every generated object; nearer ones win.</summary>
    public ValueMap<string> Annotations { get; init; }
}

namespace Mesh;

/// <summary>A part of the organization that owns workspaces, for example a business unit.</summary>
public sealed record Tenant
{
    /// <summary>The name: a DNS label, unique in the organization.</summary>
    public required string Name { get; init; }

    /// <summary>The workspaces of the tenant.</summary>
    public ValueList<Workspace> Workspaces { get; init; }

    /// <summary>Settings for everything below; whatever is nearer to a server wins, field by field.</summary>
    public TrafficSettings? Settings { get; init; }

    /// <summary>Guardrails for the tenant's workspaces: mutual TLS, who may call whom.</summary>
    public SecuritySettings? Security { get; init; }

    /// <summary>
    /// The domains in which hosts of the tenant's workspaces lie: a host, or <c>*.bank.example.com</c> for every host below; the nearest
    /// list holds.
    /// Empty means: any host that the model says, none that only the annotation of a Service asks for. It must lie within the
    /// organization's, if that has any.
    /// </summary>
    public ValueList<string> Domains { get; init; }

    /// <summary>Who has which role here and below. Default: nobody but who has it farther up.</summary>
    public ValueList<AccessBinding> AccessBindings { get; init; }

    /// <summary>Labels added to every generated object of the tenant; nearer ones win.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>Annotations added to every generated object of the tenant; nearer ones win.</summary>
    public ValueMap<string> Annotations { get; init; }
}

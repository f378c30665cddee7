namespace Mesh.Istio.Generation.Guardrails;

/// <summary>A workspace with its namespaces, its gateways and the guardrails that hold for it.</summary>
internal sealed record GuardedWorkspace(WorkspaceEntry Entry, OwnedNamespaces Namespaces, ValueList<PlacedGateway> Gateways)
{
    public EffectiveSecurity Security { get; } = EffectiveSecurity.Of(Entry.Tenant.Organization, Entry.Tenant.Tenant, Entry.Workspace);

    /// <summary>The path as the model's guardrails write it.</summary>
    public string ShortPath => Entry.Path;

    public string TenantPath => Entry.Tenant.Path;
}

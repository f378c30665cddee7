namespace Mesh.Istio.Generation.Guardrails;

/// <summary>A workspace with its namespaces, its gateways and the guardrails that hold for it.</summary>
internal sealed record GuardedWorkspace(WorkspaceEntry Entry, OwnedNamespaces Namespaces, ValueList<GuardedGateway> Gateways)
{
    public EffectiveSecurity Security { get; } = EffectiveSecurity.Of(Entry.Organization, Entry.Tenant, Entry.Workspace);

    /// <summary>The path as the model's guardrails write it.</summary>
    public string ShortPath { get; } = ModelPath.Short(Entry.Path);

    public string TenantPath { get; } = ModelPath.Short(ModelPath.Tenant(Entry.Organization.Name, Entry.Tenant.Name));
}

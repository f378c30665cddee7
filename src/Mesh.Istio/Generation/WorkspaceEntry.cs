namespace Mesh.Istio.Generation;

/// <summary>A workspace of the model with everything above it.</summary>
internal sealed record WorkspaceEntry(Organization Organization, Tenant Tenant, Workspace Workspace)
{
    /// <summary>The full path.</summary>
    public string Path { get; } = ModelPath.Workspace(Organization.Name, Tenant.Name, Workspace.Name);

    /// <summary>Every workspace of a model, in the order of their paths.</summary>
    public static IReadOnlyList<WorkspaceEntry> All(MeshModel model)
    {
        IEnumerable<WorkspaceEntry> entries =
            from tenant in model.Organization.Tenants
            from workspace in tenant.Workspaces
            select new WorkspaceEntry(model.Organization, tenant, workspace);
        return [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
    }
}

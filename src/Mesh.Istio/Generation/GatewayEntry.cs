namespace Mesh.Istio.Generation;

/// <summary>A gateway of the model with everything above it.</summary>
internal sealed record GatewayEntry(Organization Organization, Tenant Tenant, Workspace Workspace, WorkspaceGateway Gateway)
{
    /// <summary>The full path, which the name's hash is made from.</summary>
    public string Path { get; init; } = ModelPath.Gateway(Organization.Name, Tenant.Name, Workspace.Name, Gateway.Name);

    /// <summary>The full path of one of the gateway's servers.</summary>
    public string ServerPath(GatewayServer server) =>
        ModelPath.Server(Organization.Name, Tenant.Name, Workspace.Name, Gateway.Name, server.Name);

    /// <summary>The settings in force for one of the gateway's servers, with their sources.</summary>
    public EffectiveSettings SettingsOf(GatewayServer server) => EffectiveSettings.Of(Organization, Tenant, Workspace, Gateway, server);

    /// <summary>Every gateway of a model, in the order of their paths.</summary>
    public static IReadOnlyList<GatewayEntry> All(MeshModel model)
    {
        IEnumerable<GatewayEntry> entries =
            from tenant in model.Organization.Tenants
            from workspace in tenant.Workspaces
            from gateway in workspace.Gateways
            select new GatewayEntry(model.Organization, tenant, workspace, gateway);
        return [.. entries.OrderBy(entry => entry.Path, StringComparer.Ordinal)];
    }
}

using Mesh.Istio.Capacity;

namespace Mesh.Istio.Movement.Planning;

/// <summary>What of a model and of a demand a scope covers.</summary>
internal static class ScopeRules
{
    public static string Words(MovementScope scope) => scope switch
    {
        { Host: { } host } => $"host {host}",
        { Workspace: { } workspace } => $"workspace {scope.Tenant}/{workspace}",
        { Tenant: { } tenant } => $"tenant {tenant}",
        _ => "the mesh",
    };

    public static bool Exists(MovementScope scope, MeshModel model) => scope.IsMesh || Servers(scope, model).Any()
        || (scope.Host is null && model.Organization.Tenants.Any(tenant => tenant.Name == scope.Tenant
            && (scope.Workspace is null || tenant.Workspaces.Any(workspace => workspace.Name == scope.Workspace))));

    /// <summary>Whether users outside who call a host are moved too.</summary>
    public static bool Covers(MovementScope scope, MeshModel model, DemandFlow flow) =>
        scope.IsMesh || Servers(scope, model).Any(server => server.Hostname == flow.Host);

    private static IEnumerable<GatewayServer> Servers(MovementScope scope, MeshModel model) =>
        from tenant in model.Organization.Tenants
        where scope.Tenant is null || tenant.Name == scope.Tenant
        from workspace in tenant.Workspaces
        where scope.Workspace is null || workspace.Name == scope.Workspace
        from gateway in workspace.Gateways
        from server in gateway.Servers
        where scope.Host is null || server.Hostname == scope.Host
        select server;
}

using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>A path names one object: names are unique among siblings of a kind.</summary>
internal sealed class DuplicateNameRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        Check("cluster", model.Organization.Clusters.Select(cluster => cluster.Name), "clusters", found);
        Check("tenant", model.Organization.Tenants.Select(tenant => tenant.Name), "tenants", found);
        foreach (TenantSite site in model.Tenants)
        {
            Check("workspace", site.Tenant.Workspaces.Select(workspace => workspace.Name), $"{site.Path}/workspaces", found);
        }

        foreach (WorkspaceSite site in model.Workspaces)
        {
            Check("gateway", site.Workspace.Gateways.Select(gateway => gateway.Name), $"{site.Path}/gateways", found);
            Check("east-west gateway", site.Workspace.EastWestGateways.Select(gateway => gateway.Name), $"{site.Path}/eastWestGateways", found);
        }

        foreach (GatewaySite site in model.Gateways)
        {
            Check("server", site.Gateway.Servers.Select(server => server.Name), site.At("servers"), found);
        }
    }

    private static void Check(string kind, IEnumerable<string> names, string path, List<Diagnostic> found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names.Where(name => !seen.Add(name)))
        {
            found.Add(ModelDiagnostics.DuplicateName.At($"{path}/{name}/name", $"The {kind} name '{name}' is used twice.", $"Rename one {kind}."));
        }
    }
}

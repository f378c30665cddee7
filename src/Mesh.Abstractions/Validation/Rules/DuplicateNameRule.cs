using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>A path names one object: names are unique among siblings of a kind.</summary>
internal sealed class DuplicateNameRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        Check("cluster", model.Organization.Clusters.Select(cluster => cluster.Name), "clusters", found);
        Check("tenant", model.Organization.Tenants.Select(tenant => tenant.Name), "tenants", found);
        Check("role", model.Organization.Roles.Select(role => role.Name), "roles", found);
        foreach ((string place, ValueList<AccessBinding> bindings) in AccessBindingRule.Places(model))
        {
            Check("binding", bindings.Select(binding => binding.Name), $"{place}accessBindings", found);
        }

        foreach (TenantEntry entry in model.Tenants)
        {
            Check("workspace", entry.Tenant.Workspaces.Select(workspace => workspace.Name), $"{entry.Path}/workspaces", found);
        }

        foreach (WorkspaceEntry entry in model.Workspaces)
        {
            Check("gateway", entry.Workspace.Gateways.Select(gateway => gateway.Name), $"{entry.Path}/gateways", found);
            Check("east-west gateway", entry.Workspace.EastWestGateways.Select(gateway => gateway.Name), $"{entry.Path}/eastWestGateways",
                found);
        }

        foreach (GatewayEntry entry in model.Gateways)
        {
            Check("server", entry.Gateway.Servers.Select(server => server.Name), entry.At("servers"), found);
        }
    }

    private static void Check(string kind, IEnumerable<string> names, string path, List<Diagnostic> found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names.Where(name => !seen.Add(name)))
        {
            found.Add(
                ModelDiagnostics.DuplicateName.At(
                    $"{path}/{ModelPath.Part(name)}/name", $"The {kind} name '{name}' is used twice.", $"Rename one {kind}."));
        }
    }
}

using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Names become parts of Kubernetes names and label values, so they are DNS labels.</summary>
internal sealed class NameRule : IModelRule
{
    private const string Help = "Use 1 to 63 lower-case letters, digits and dashes, with no dash at either end.";

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        Check("name", model.Organization.Name, "", "name", found);
        foreach (Cluster cluster in model.Organization.Clusters)
        {
            Check("name", cluster.Name, "clusters/", $"{cluster.Name}/name", found);
        }

        foreach (Role role in model.Organization.Roles)
        {
            Check("name", role.Name, "roles/", $"{ModelPath.Part(role.Name)}/name", found);
        }

        foreach ((string place, ValueList<AccessBinding> bindings) in AccessBindingRule.Places(model))
        {
            foreach (AccessBinding binding in bindings)
            {
                Check("name", binding.Name, $"{place}accessBindings/", $"{ModelPath.Part(binding.Name)}/name", found);
            }
        }

        foreach (TenantEntry entry in model.Tenants)
        {
            Check("name", entry.Tenant.Name, entry.Path, "/name", found);
        }

        foreach (WorkspaceEntry entry in model.Workspaces)
        {
            Check("name", entry.Workspace.Name, entry.Path, "/name", found);
        }

        foreach (GatewayEntry entry in model.Gateways)
        {
            Check("name", entry.Gateway.Name, entry.Path, "/name", found);
            Check("namespace", entry.Gateway.Namespace, entry.Path, "/namespace", found);
            if (entry.Gateway.ServiceAccount is { } account && !Syntax.IsDnsSubdomain(account))
            {
                found.Add(ModelDiagnostics.InvalidName.At(
                    entry.At("serviceAccount"), $"serviceAccount '{account}' is not the name of a service account.",
                    "Use lower-case letters, digits, dashes and dots, at most 253 characters."));
            }
        }

        foreach (EastWestEntry entry in model.EastWestGateways)
        {
            Check("name", entry.Gateway.Name, entry.Path, "/name", found);
            Check("namespace", entry.Gateway.Namespace, entry.Path, "/namespace", found);
        }

        foreach (ServerEntry entry in model.Servers)
        {
            if (!Syntax.IsDnsLabel(entry.Server.Name))
            {
                Check("name", entry.Server.Name, entry.Path, "/name", found);
            }
        }
    }

    private static void Check(string field, string value, string path, string tail, List<Diagnostic> found)
    {
        if (!Syntax.IsDnsLabel(value))
        {
            found.Add(ModelDiagnostics.InvalidName.At(path + tail, $"{field} '{value}' is not a DNS label.", Help));
        }
    }
}

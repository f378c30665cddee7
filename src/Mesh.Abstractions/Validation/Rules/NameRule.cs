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

        foreach (TenantSite site in model.Tenants)
        {
            Check("name", site.Tenant.Name, site.Path, "/name", found);
        }

        foreach (WorkspaceSite site in model.Workspaces)
        {
            Check("name", site.Workspace.Name, site.Path, "/name", found);
        }

        foreach (GatewaySite site in model.Gateways)
        {
            Check("name", site.Gateway.Name, site.Path, "/name", found);
            Check("namespace", site.Gateway.Namespace, site.Path, "/namespace", found);
            if (site.Gateway.ServiceAccount is { } account && !Syntax.IsDnsSubdomain(account))
            {
                found.Add(ModelDiagnostics.InvalidName.At(
                    site.At("serviceAccount"), $"serviceAccount '{account}' is not the name of a service account.",
                    "Use lower-case letters, digits, dashes and dots, at most 253 characters."));
            }
        }

        foreach (EastWestSite site in model.EastWestGateways)
        {
            Check("name", site.Gateway.Name, site.Path, "/name", found);
            Check("namespace", site.Gateway.Namespace, site.Path, "/namespace", found);
        }

        foreach (ServerSite site in model.Servers)
        {
            if (!Syntax.IsDnsLabel(site.Server.Name))
            {
                Check("name", site.Server.Name, site.Path, "/name", found);
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

using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Domains are DNS names outside the clusters' own, and those of a level lie within those above.</summary>
internal sealed class DomainRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        Check(model, "domains", model.Organization.Domains, [], found);
        foreach (TenantEntry entry in model.Tenants)
        {
            Check(model, $"{entry.Path}/domains", entry.Tenant.Domains, model.Organization.Domains, found);
        }

        foreach (WorkspaceEntry entry in model.Workspaces)
        {
            Tenant tenant = entry.Tenant.Tenant;
            Check(
                model, $"{entry.Path}/domains", entry.Workspace.Domains,
                tenant.Domains.IsEmpty ? model.Organization.Domains : tenant.Domains, found);
        }
    }

    /// <summary>Whether a domain is spelled right; what is not is told once, and nothing is compared with it.</summary>
    public static bool IsValid(string domain)
    {
        string name = DomainPattern.Base(domain);
        return Syntax.IsDnsSubdomain(name) && name.Split('.').All(label => Syntax.IsDnsLabel(label))
            && (DomainPattern.IsWildcard(domain) || name.Contains('.', StringComparison.Ordinal));
    }

    private static void Check(ModelIndex model, string path, ValueList<string> domains, ValueList<string> above, List<Diagnostic> found)
    {
        bool isLimited = !above.IsEmpty && above.All(IsValid);
        for (int i = 0; i < domains.Count; i++)
        {
            string domain = domains[i];
            if (!IsValid(domain))
            {
                found.Add(OwnershipDiagnostics.InvalidDomain.At(
                    $"{path}/{i}", $"'{domain}' is not a domain.",
                    "Write a full DNS name in lower case without a last dot, or '*.' and one: '*.bank.example.com'."));
            }
            else if (model.ServiceNames.FaultOfDomain(domain) is { } fault)
            {
                found.Add(OwnershipDiagnostics.InvalidDomain.At(
                    $"{path}/{i}", $"'{domain}' {fault}.", "Hosts of gateways need a domain that no service inside the cluster has."));
            }
            else if (isLimited && !above.Any(wide => DomainPattern.Covers(wide, domain)))
            {
                found.Add(OwnershipDiagnostics.DomainOutsideDomains.At(
                    $"{path}/{i}", $"'{domain}' lies in none of the domains above: {string.Join(", ", above.Take(10))}.",
                    "Name a part of one of them, or let whoever sets the level above add it."));
            }
        }
    }
}

using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Guardrails name tenants and workspaces that exist, add something, and are not looser than those that bind them.</summary>
internal sealed class SecurityRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        if (!HasAny(model))
        {
            return;
        }

        HashSet<string> peers = [.. model.Tenants.Select(entry => entry.Path), .. model.Workspaces.Select(entry => entry.Path)];
        CheckNames("security", model.Organization.Security, peers, found);
        foreach (TenantEntry entry in model.Tenants)
        {
            CheckNames($"{entry.Path}/security", entry.Tenant.Security, peers, found);
            CheckTogether(
                $"{entry.Path}/security", entry.Tenant.Security, EffectiveSecurity.Of(model.Organization, entry.Tenant, Nowhere), found);
        }

        foreach (WorkspaceEntry entry in model.Workspaces)
        {
            CheckNames($"{entry.Path}/security", entry.Workspace.Security, peers, found);
            CheckTogether(
                $"{entry.Path}/security", entry.Workspace.Security,
                EffectiveSecurity.Of(model.Organization, entry.Tenant.Tenant, entry.Workspace), found);
        }
    }

    private static Workspace Nowhere { get; } = new() { Name = "" };

    private static bool HasAny(ModelIndex model) =>
        model.Organization.Security is not null
        || model.Tenants.Any(entry => entry.Tenant.Security is not null)
        || model.Workspaces.Any(entry => entry.Workspace.Security is not null);

    private static void CheckNames(string path, SecuritySettings? settings, HashSet<string> peers, List<Diagnostic> found)
    {
        CheckNames($"{path}/access", settings?.Access, peers, found);
        CheckNames($"{path}/reachability", settings?.Reachability, peers, found);
    }

    private static void CheckNames(string path, AccessSettings? settings, HashSet<string> peers, List<Diagnostic> found)
    {
        if (settings is null)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < settings.Others.Count; i++)
        {
            string other = settings.Others[i];
            string at = $"{path}/others/{i}";
            if (!peers.Contains(other))
            {
                found.Add(ModelDiagnostics.UnknownPeer.At(
                    at, $"'{other}' is no tenant or workspace of the model.",
                    "Write 'tenants/TENANT' or 'tenants/TENANT/workspaces/WORKSPACE'."));
            }
            else if (settings.Scope == AccessScope.Unlimited || !seen.Add(other))
            {
                string why = settings.Scope == AccessScope.Unlimited ? "the scope permits everything" : "it is given twice";
                found.Add(
                    ModelDiagnostics.RedundantPeer.At(at, $"'{other}' adds nothing: {why}.", "Remove it, or choose a narrower scope."));
            }
        }
    }

    private static void CheckTogether(string path, SecuritySettings? own, EffectiveSecurity holds, List<Diagnostic> found)
    {
        if (own is null)
        {
            return;
        }

        if (own.MutualTls < holds.MutualTls)
        {
            Loosened($"{path}/mutualTls", "mutualTls", holds, found);
        }

        if (own.Access is { } access && holds.Access.Any(other => other.Scope > access.Scope))
        {
            Loosened($"{path}/access", "access", holds, found);
        }

        if (own.Reachability is { } reachability && holds.Reachability.Any(other => other.Scope > reachability.Scope))
        {
            Loosened($"{path}/reachability", "reachability", holds, found);
        }

        if (own.RegistryOnly == false && holds.RegistryOnly == true)
        {
            Loosened($"{path}/registryOnly", "registryOnly", holds, found);
        }

        if ((own.MutualTls is not null || own.Access is not null) && holds is { MutualTls: MutualTlsPolicy.Permitted, LimitsAccess: true })
        {
            found.Add(ModelDiagnostics.PlainTextRefused.At(
                $"{path}/{(own.Access is null ? "mutualTls" : "access")}",
                "Plain text is permitted, but who may call is told by identity, which plain text has none of: such calls are refused.",
                "Require mutual TLS, or lift the limit on access."));
        }
    }

    private static void Loosened(string path, string field, EffectiveSecurity holds, List<Diagnostic> found) =>
        found.Add(ModelDiagnostics.LoosenedGuardrail.At(
            path, $"{field} is looser here than farther away, where propagation is 'stricter' ({Short(holds.Sources[field])}).",
            "Remove it here, or set propagation to 'replace' there."));

    private static string Short(string paths) => string.Join(", ", paths.Split(", ").Select(ModelPath.Short));
}

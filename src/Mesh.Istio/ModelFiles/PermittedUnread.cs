using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ModelFiles;

/// <summary>
/// Whose guardrails permit a workspace of which the namespaces are not known: written now, they would shut it out. So what there is of
/// them stays, too.
/// </summary>
internal static class PermittedUnread
{
    /// <summary>An error with the workspaces that permit whom it concerns.</summary>
    /// <param name="error">The error.</param>
    /// <param name="model">The model.</param>
    /// <param name="unknown">The paths of the workspaces of which the namespaces are not known.</param>
    public static Diagnostic Add(Diagnostic error, MeshModel model, IReadOnlySet<string> unknown)
    {
        string[] lost = [.. error.Concerns.Where(place => place == RemovalGuard.Anybody || unknown.Contains(place))];
        return lost.Length == 0 ? error : error with
        {
            Concerns = error.Concerns.Concat(
                from tenant in model.Organization.Tenants
                from workspace in tenant.Workspaces
                let security = EffectiveSecurity.Of(model.Organization, tenant, workspace)
                where security.Access.Concat(security.Reachability).Any(
                    settings => lost.Any(place => Permits(settings, $"tenants/{ModelPath.Part(tenant.Name)}", place)))
                select $"tenants/{ModelPath.Part(tenant.Name)}/workspaces/{ModelPath.Part(workspace.Name)}")
                .Distinct(StringComparer.Ordinal).ToValueList(),
        };
    }

    private static bool Permits(AccessSettings settings, string tenant, string place)
    {
        bool isAnybody = place == RemovalGuard.Anybody;
        return settings.Scope switch
        {
            AccessScope.Tenant when isAnybody || IsIn(place, tenant) => true,
            AccessScope.Unlimited => false,
            _ => settings.Others.Any(other => isAnybody || IsIn(place, other)),
        };
    }

    private static bool IsIn(string place, string wider) =>
        place == wider || place.StartsWith($"{wider}/", StringComparison.Ordinal);
}

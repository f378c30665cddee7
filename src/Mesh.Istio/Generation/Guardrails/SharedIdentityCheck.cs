using Mesh.Diagnostics;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>
/// Finds identities that are permitted but stand for another workspace's namespace too, because clusters share a trust domain.
/// </summary>
internal static class SharedIdentityCheck
{
    public static void Run(
        IReadOnlyList<GuardedWorkspace> guarded, IReadOnlyList<GuardedWorkspace> all, WorkspacePrincipals peers,
        ICollection<Diagnostic> diagnostics)
    {
        GuardedWorkspace[] limiting = [.. guarded.Where(workspace => workspace.Security.LimitsAccess)];
        if (limiting.Length == 0)
        {
            return;
        }

        (string Principal, GuardedWorkspace[] Owners)[] shared = [.. all
            .SelectMany(workspace => peers.PrincipalsOf(workspace.ShortPath), (workspace, principal) => (principal, workspace))
            .GroupBy(pair => pair.principal, pair => pair.workspace, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => (group.Key, group.ToArray()))];
        foreach (GuardedWorkspace workspace in shared.Length == 0 ? [] : limiting)
        {
            Check(workspace, shared, peers, diagnostics);
        }
    }

    private static void Check(
        GuardedWorkspace own, (string Principal, GuardedWorkspace[] Owners)[] shared, WorkspacePrincipals peers,
        ICollection<Diagnostic> diagnostics)
    {
        SortedSet<string> permitted = peers.Principals(own, own.Security.Access);
        HashSet<string> paths = [own.ShortPath, .. own.Security.Access.SelectMany(settings => WorkspacePrincipals.PathsOf(own, settings))];
        foreach ((string principal, GuardedWorkspace[] owners) in shared.Where(pair => permitted.Contains(pair.Principal)))
        {
            foreach (GuardedWorkspace other in owners.Where(other => !paths.Contains(other.ShortPath) && !paths.Contains(other.TenantPath)))
            {
                diagnostics.Add(GenerationDiagnostics.SharedIdentity.At(
                    $"{own.ShortPath}/security/access",
                    $"'{principal}' is permitted, and is also an identity of '{other.ShortPath}', which is not: clusters that share a "
                        + $"trust domain share the identities of namespaces of one name.",
                    "Give the clusters trust domains of their own, or the namespaces different names."));
            }
        }
    }
}

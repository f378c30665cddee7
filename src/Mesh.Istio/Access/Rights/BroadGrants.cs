using Mesh.Diagnostics;
using Mesh.Istio.Access.Groups;

namespace Mesh.Istio.Access.Rights;

/// <summary>
/// Finds what a cluster gives already that passes by every group of fields: roles with <c>resources: ["*"]</c> of one of Istio's groups.
/// </summary>
internal static class BroadGrants
{
    public static IEnumerable<Diagnostic> Of(ClusterRights rights, FieldMap map)
    {
        foreach (RoleGrant grant in rights.Grants.Where(grant => !grant.Rules.IsEmpty))
        {
            string[] kinds = [.. map.Kinds.Values.Where(kind => HoldsAll(grant, kind)).Select(kind => kind.Kind)];
            string[] subjects = [.. grant.Subjects.Where(subject => !IsOfKubernetes(subject)).Select(NameOf)];
            if (kinds.Length > 0 && subjects.Length > 0)
            {
                yield return AccessDiagnostics.GrantedBroadly.At(
                    $"clusters/{rights.Cluster}",
                    $"{grant.Source} gives {string.Join(", ", subjects)} every field of {string.Join(", ", kinds)}"
                    + $"{(grant.Namespace is null ? "" : $" in {grant.Namespace}")}: its role names resources '*', and keeps that.",
                    "Name the kinds in the role, and bind in the model what they need of the groups; or leave it to who administers the "
                    + "cluster.");
            }
        }
    }

    public static string NameOf(Subject subject) => subject.Kind switch
    {
        SubjectKind.User => $"user {subject.Name}",
        SubjectKind.Group => $"group {subject.Name}",
        _ => $"service account {subject.Namespace}/{subject.Name}",
    };

    private static bool HoldsAll(RoleGrant grant, KindFields kind) => grant.Rules.Any(rule => RequesterRights.Allows(
        rule, new("update", kind.ApiGroup, $"{kind.Resource}/{FieldGroups.All}", grant.Namespace ?? "", "")));

    // Whoever is in these administers the cluster, or is a part of it.
    private static bool IsOfKubernetes(Subject subject) =>
        subject is { Kind: SubjectKind.Group, Name: Requester.Masters } or { Kind: SubjectKind.ServiceAccount, Namespace: "kube-system" };
}

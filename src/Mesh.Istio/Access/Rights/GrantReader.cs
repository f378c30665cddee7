using Mesh.Documents;
using Mesh.Istio.Access.Importing;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Access.Rights;

/// <summary>Reads what a cluster's own roles and bindings give.</summary>
internal static class GrantReader
{
    private const string ClusterRole = "ClusterRole";

    public static ValueList<RoleGrant> Read(IEnumerable<MappingNode> documents)
    {
        MappingNode[] all = [.. documents.SelectMany(Items).Where(IsRbac)];
        ILookup<(string, string), ValueList<AccessRule>> roles = all
            .Where(one => Kind(one) is ClusterRole or AccessObject.Role)
            .ToLookup(one => (Kind(one) == ClusterRole ? "" : Meta(one, "namespace"), Meta(one, "name")), Rules);
        return [.. all.Where(one => Kind(one) is "ClusterRoleBinding" or AccessObject.RoleBinding).SelectMany(one => Grants(one, roles))];
    }

    private static IEnumerable<RoleGrant> Grants(MappingNode binding, ILookup<(string, string), ValueList<AccessRule>> roles)
    {
        MappingNode? role = ReferenceText.Part(binding, "roleRef");
        string home = Kind(binding) == AccessObject.RoleBinding ? Meta(binding, "namespace") : "";
        string kind = ReferenceText.Field(role, "kind"), name = ReferenceText.Field(role, "name");
        foreach (ValueList<AccessRule> rules in roles[(kind == ClusterRole ? "" : home, name)].Take(1))
        {
            yield return new RoleGrant(
                [.. ReferenceText.Items(binding, "subjects").OfType<MappingNode>().Select(SubjectOf)], home.Length > 0 ? home : null, rules)
            {
                Source = $"{Kind(binding)} {(home.Length > 0 ? $"{home}/" : "")}{Meta(binding, "name")}",
            };
        }
    }

    private static IEnumerable<MappingNode> Items(MappingNode document) =>
        document["items"] is SequenceNode list ? list.Items.OfType<MappingNode>() : [document];

    private static bool IsRbac(MappingNode one) =>
        ReferenceText.Field(one, "apiVersion").StartsWith($"{ApiGroups.Rbac}/", StringComparison.Ordinal)
        && ReferenceText.Field(ReferenceText.Part(ReferenceText.Part(one, "metadata"), "labels"), MeshLabels.ManagedBy) != MeshLabels.Mesh;

    private static ValueList<AccessRule> Rules(MappingNode role) =>
    [
        .. from rule in ReferenceText.Items(role, "rules").OfType<MappingNode>()
           from apiGroup in ReferenceText.Texts(rule, "apiGroups")
           select new AccessRule(apiGroup, [.. ReferenceText.Texts(rule, "resources")], [.. ReferenceText.Texts(rule, "verbs")])
           {
               ResourceNames = [.. ReferenceText.Texts(rule, "resourceNames")],
           },
    ];

    private static Subject SubjectOf(MappingNode subject) => new(
        ReferenceText.Field(subject, "kind") switch
        {
            "User" => SubjectKind.User,
            "Group" => SubjectKind.Group,
            _ => SubjectKind.ServiceAccount,
        },
        ReferenceText.Field(subject, "name"), ReferenceText.Field(subject, "namespace"));

    private static string Kind(MappingNode one) => ReferenceText.Field(one, "kind");

    private static string Meta(MappingNode one, string field) => ReferenceText.Field(ReferenceText.Part(one, "metadata"), field);
}

using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Access.Rights;

/// <summary>
/// Grants that every API server has by itself and that pass by every group: the bootstrap roles of Kubernetes 1.30 to 1.36.
/// </summary>
internal static class BuiltInGrants
{
    /// <summary>The role that may do everything, which others bind.</summary>
    public const string ClusterAdmin = "cluster-admin";

    /// <summary>The rules of <see cref="ClusterAdmin"/>.</summary>
    public static ValueList<AccessRule> ClusterAdminRules { get; } = [new("*", ["*"], ["*"])];

    public static ValueList<RoleGrant> All { get; } =
    [
        new([new(SubjectKind.Group, Requester.Masters)], null, ClusterAdminRules) { Source = "ClusterRoleBinding cluster-admin" },
        Controller("generic-garbage-collector", "delete", "get", "list", "patch", "update", "watch"),
        Controller("namespace-controller", "delete", "deletecollection", "get", "list"),
    ];

    private static RoleGrant Controller(string name, params ValueList<string> verbs) => new(
        [new(SubjectKind.ServiceAccount, name, "kube-system")], null, [new("*", ["*"], verbs)])
    {
        Source = $"ClusterRoleBinding system:controller:{name}",
    };
}

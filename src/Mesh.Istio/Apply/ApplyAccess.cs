using System.Text;
using Mesh.Istio.Apply.Objects;
using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Apply;

/// <summary>
/// The least rights with which Mesh plans, applies and prunes. A dry run needs the same rights as the write. Reading the inventory needs those of
/// <see cref="InventoryAccess"/> beside these.
/// </summary>
public static class ApplyAccess
{
    // An apply that would create needs create beside patch; a write whose response was lost is looked for with get.
    private static readonly ValueList<string> Members = ["create", "delete", "get", "list", "patch"];

    /// <summary>The rules that hold in the whole cluster: Istio's kinds, and namespaces without deleting any.</summary>
    public static ValueList<AccessRule> ClusterRules { get; } =
    [
        new AccessRule("", [ResourceKinds.Namespaces.Plural], ["create", "get", "list", "patch"]),
        .. ResourceKinds.Members
            .GroupBy(kind => kind.Group, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new AccessRule(group.Key, group.Select(kind => kind.Plural).Order(StringComparer.Ordinal).ToValueList(), Members)),
    ];

    /// <summary>The rules for the set's parent; they hold in its namespace, or in the whole cluster for a parent without one.</summary>
    /// <param name="parent">The parent.</param>
    /// <returns>The rules.</returns>
    public static ValueList<AccessRule> ParentRules(ApplySetParent parent)
    {
        ArgumentNullException.ThrowIfNull(parent);
        // A custom resource is never created by Mesh.
        return [new AccessRule(parent.Group, [parent.Plural], parent.Group.Length == 0 ? ["create", "get", "patch"] : ["get", "patch"])];
    }

    /// <summary>The manifest: a ClusterRole, and a Role in the namespace of the set's parent. Bind both to who applies.</summary>
    /// <param name="name">The name of the roles. Default: <c>mesh-applier</c>.</param>
    /// <param name="options">Names the parent; <see langword="null"/>: the defaults.</param>
    /// <returns>YAML for <c>kubectl apply -f -</c>.</returns>
    public static string ToYaml(string name = "mesh-applier", ApplyOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ApplySetParent? parent = (options ?? new ApplyOptions()).ApplySet;
        var yaml = new StringBuilder();
        AccessManifest.Add(yaml, name, null, parent is { Namespace: null } ? ClusterRules.AddRange(ParentRules(parent)) : ClusterRules);
        if (parent is { Namespace: { } home })
        {
            AccessManifest.Add(yaml, name, home, ParentRules(parent));
        }

        return yaml.ToString();
    }
}

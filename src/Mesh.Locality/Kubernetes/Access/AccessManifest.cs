using System.Text;

namespace Mesh.Kubernetes.Access;

/// <summary>Writes rules as roles, the same way for whoever needs rights.</summary>
internal static class AccessManifest
{
    /// <summary>
    /// A namespace, without which nothing can be put into it on an empty cluster. Where it exists, applying it changes nothing.
    /// </summary>
    public static StringBuilder AddNamespace(StringBuilder yaml, string name) =>
        yaml.Append(yaml.Length == 0 ? "" : "---\n").Append($"apiVersion: v1\nkind: Namespace\nmetadata:\n  name: \"{name}\"\n");

    /// <summary>A ClusterRole, or a Role in a namespace; after others with the mark between documents.</summary>
    public static StringBuilder Add(StringBuilder yaml, string name, string? home, IEnumerable<AccessRule> rules)
    {
        yaml.Append(yaml.Length == 0 ? "" : "---\n");
        yaml.Append(
            $"apiVersion: rbac.authorization.k8s.io/v1\nkind: {(home is null ? "ClusterRole" : "Role")}\nmetadata:\n  name: \"{name}\"\n");
        yaml.Append(home is null ? "" : $"  namespace: \"{home}\"\n").Append("rules:\n");
        foreach (AccessRule rule in rules)
        {
            yaml.Append($"- apiGroups: [\"{rule.ApiGroup}\"]\n  resources: [{string.Join(", ", rule.Resources.Select(Quoted))}]\n");
            yaml.Append(
                rule.ResourceNames.IsEmpty ? ""
                    : $"  resourceNames: [{string.Join(", ", rule.ResourceNames.Select(one => $"\"{one}\""))}]\n");
            yaml.Append($"  verbs: [{string.Join(", ", rule.Verbs)}]\n");
        }

        return yaml;
    }

    // A star begins an alias in YAML.
    private static string Quoted(string resource) => resource.StartsWith('*') ? $"\"{resource}\"" : resource;
}

using System.Text;
using Mesh.Kubernetes.Reading;

namespace Mesh.Kubernetes.Access;

/// <summary>
/// The least rights with which live clusters can be read and followed. Made from what is really asked for, so it cannot fall behind.
/// </summary>
public static class InventoryAccess
{
    private static readonly ValueList<string> Verbs = ["list", "watch"];

    /// <summary>The rules that hold in the whole cluster: everything but ConfigMaps.</summary>
    public static ValueList<AccessRule> ClusterRules { get; } = Rules(kind => !kind.OnlyForIstio && !kind.OnlyForCapacity);

    /// <summary>The rules that hold in the namespaces of Istio: their ConfigMaps, in which MeshConfig is.</summary>
    public static ValueList<AccessRule> IstioRules { get; } = Rules(kind => kind.OnlyForIstio && !kind.OnlyOnRequest);

    /// <summary>
    /// The rules that hold in the namespaces of Istio beside these where <see cref="LiveInventoryOptions.ReadsRemoteSecrets"/> is set:
    /// listing Secrets, of which only metadata is asked for.
    /// </summary>
    public static ValueList<AccessRule> RemoteSecretRules { get; } = Rules(kind => kind.OnlyOnRequest);

    /// <summary>
    /// The rules that hold in the whole cluster beside these where <see cref="LiveInventoryOptions.ReadsCapacity"/> is set.
    /// </summary>
    public static ValueList<AccessRule> CapacityRules { get; } = Rules(kind => kind.OnlyForCapacity);

    /// <summary>
    /// The manifest: a ClusterRole, and a Role in each namespace of Istio, with the namespace, so that it can be applied before Istio is
    /// there. Bind both to who asks.
    /// </summary>
    /// <param name="name">The name of the roles. Default: <c>mesh-inventory-reader</c>.</param>
    /// <param name="options">Names the namespaces of Istio; <see langword="null"/>: the defaults.</param>
    /// <returns>YAML for <c>kubectl apply -f -</c>.</returns>
    public static string ToYaml(string name = "mesh-inventory-reader", LiveInventoryOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var yaml = new StringBuilder();
        AccessManifest.Add(yaml, name, null, options?.ReadsCapacity == true ? [.. ClusterRules, .. CapacityRules] : ClusterRules);
        foreach (string home in (options ?? new()).IstioNamespaces.Distinct())
        {
            AccessManifest.AddNamespace(yaml, home);
            AccessManifest.Add(
                yaml, name, home, options?.ReadsRemoteSecrets == true ? [.. IstioRules, .. RemoteSecretRules] : IstioRules);
        }

        return yaml.ToString();
    }

    private static ValueList<AccessRule> Rules(Func<LiveKind, bool> selected) =>
        LiveKind.All.Where(selected)
            .GroupBy(kind => kind.Group, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new AccessRule(
                group.Key, group.Select(kind => kind.Resource).Order(StringComparer.Ordinal).ToValueList(), Verbs))
            .ToValueList();
}

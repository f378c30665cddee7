using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>
/// The AuthorizationPolicies of others in one cluster. Those of the root namespace hold everywhere; a label makes nothing Mesh's outside
/// the namespaces that Mesh writes to.
/// </summary>
internal sealed class ForeignPolicies
{
    private readonly ClusterFacts _cluster;
    private readonly ILookup<string, AuthorizationPolicyInfo> _byNamespace;
    private readonly string _root;

    public ForeignPolicies(ClusterFacts cluster)
    {
        _cluster = cluster;
        _root = cluster.Inventory?.MeshConfig?.RootNamespace ?? cluster.Inventory?.IstioNamespace ?? "istio-system";
        _byNamespace = (cluster.Inventory?.AuthorizationPolicies ?? [])
            .Where(policy => !policy.IsForTargets && policy.Action != "AUDIT"
                && !(MeshLabels.AreOurs(policy.Labels) && policy.Namespace != _root))
            .ToLookup(policy => policy.Namespace, StringComparer.Ordinal);
    }

    public bool IsEmpty => _byNamespace.Count == 0;

    /// <summary>Those that hold for some pod of a namespace.</summary>
    public IEnumerable<AuthorizationPolicyInfo> In(string namespaceName) => For(namespaceName, default);

    /// <summary>Those that hold for pods with some labels; where no pod is known, for a pod with just these.</summary>
    public IEnumerable<AuthorizationPolicyInfo> For(string namespaceName, ValueMap<string> selector)
    {
        AuthorizationPolicyInfo[] candidates = [.. _byNamespace[namespaceName],
            .. namespaceName == _root ? [] : _byNamespace[_root]];
        if (candidates.Length == 0)
        {
            return [];
        }

        ValueMap<string>[] pods = [.. _cluster.PodsIn(namespaceName).Select(pod => pod.Labels)
            .Where(labels => LabelMatch.Matches(selector, labels))];
        return candidates.Where(policy => policy.Selector.IsEmpty
            || (pods.Length == 0 ? LabelMatch.Matches(policy.Selector, selector)
                : Array.Exists(pods, labels => LabelMatch.Matches(policy.Selector, labels))));
    }
}

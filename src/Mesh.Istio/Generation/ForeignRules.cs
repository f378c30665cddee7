using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// The DestinationRules of others in a cluster. istiod takes those of one namespace only, the first that has one: the proxy's, the
/// service's, the root namespace; and one with a workloadSelector counts for that choice even for proxies that it does not select.
/// </summary>
internal sealed class ForeignRules
{
    private readonly ILookup<string, DestinationRuleInfo> _byNamespace;
    private readonly string _root;

    public ForeignRules(ClusterFacts cluster)
    {
        _root = cluster.Inventory?.MeshConfig?.RootNamespace ?? cluster.Inventory?.IstioNamespace ?? "istio-system";
        // Mesh writes nothing to the root namespace, whatever a label there says.
        _byNamespace = (cluster.Inventory?.DestinationRules ?? [])
            .Where(rule => rule.Namespace == _root || !MeshLabels.AreOurs(rule.Labels))
            .ToLookup(rule => rule.Namespace, StringComparer.Ordinal);
    }

    /// <summary>
    /// A rule that a proxy of a namespace has for a service, and that a rule of ours in that namespace would take away from it; null when
    /// there is none.
    /// </summary>
    public DestinationRuleInfo? For(ServiceName service, string namespaceName) =>
        In(namespaceName, service).FirstOrDefault()
        ?? In(service.Namespace, service).FirstOrDefault(rule => !IsPrivate(rule))
        ?? In(_root, service).FirstOrDefault(rule => !IsPrivate(rule));

    /// <summary>A rule of a namespace for a host, exact or wildcard; null when there is none.</summary>
    public DestinationRuleInfo? For(string hostname, string namespaceName) => _byNamespace[namespaceName].FirstOrDefault(
        rule => rule.Host.StartsWith('*') ? hostname.EndsWith(rule.Host[1..], StringComparison.OrdinalIgnoreCase)
            : hostname.Equals(rule.Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Every rule for a service that comes before one in the service's namespace, or stands beside it there, for some callers.
    /// </summary>
    public IEnumerable<DestinationRuleInfo> Before(ServiceName service) => _byNamespace
        .Where(group => group.Key != _root || group.Key == service.Namespace)
        .SelectMany(group => In(group.Key, service));

    private IEnumerable<DestinationRuleInfo> In(string namespaceName, ServiceName service) =>
        _byNamespace[namespaceName].Where(rule => Concerns(rule, service));

    private static bool IsPrivate(DestinationRuleInfo rule) =>
        !rule.ExportTo.IsEmpty && rule.ExportTo.All(scope => scope == "." || scope == rule.Namespace);

    private static bool Concerns(DestinationRuleInfo rule, ServiceName service) => rule.Host.StartsWith('*')
        ? service.Fqdn.EndsWith(rule.Host[1..], StringComparison.OrdinalIgnoreCase)
        : ServiceName.TryParse(rule.Host, rule.Namespace, out ServiceName name) && name == service;
}

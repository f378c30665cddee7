using Mesh.Inventories;
using Mesh.Istio.Generation.Surroundings;
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

    public bool IsEmpty => _byNamespace.Count == 0;

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

    /// <summary>
    /// What others have for the host of a rule of ours without selector. Within a namespace istiod takes the exact host before wildcards,
    /// and of rules for one host merges those that are exported alike: of each part the oldest's. Of others the newest alone holds.
    /// </summary>
    /// <param name="host">The host in full.</param>
    /// <param name="namespaceName">The namespace of our rule, which is the service's.</param>
    /// <param name="exportTo">To whom ours is exported, as written.</param>
    /// <param name="subsets">The subsets of ours.</param>
    /// <param name="hasCallers">Whether a namespace has pods that may call.</param>
    public RulesBeside Beside(
        string host, string namespaceName, ValueList<string> exportTo, ValueList<string> subsets, Func<string, bool> hasCallers)
    {
        DestinationRuleInfo[] all = [.. _byNamespace.SelectMany(group => group).Where(rule => Concerns(rule, host))];
        if (all.Length == 0)
        {
            return RulesBeside.None;
        }

        DestinationRuleInfo[] own = [.. all.Where(rule => rule.Namespace == namespaceName)];
        bool isShadowed = Array.Exists(own, rule => rule.WorkloadSelector.IsEmpty && !IsPrivate(rule));
        return new RulesBeside(
            Names(own.Where(rule => rule.Host.StartsWith('*')).Concat(all.Where(rule =>
                rule.Namespace == _root && _root != namespaceName && rule.WorkloadSelector.IsEmpty && !IsPrivate(rule) && !isShadowed))),
            Names(own.Where(rule => !rule.Host.StartsWith('*') && rule.WorkloadSelector.IsEmpty
                && (rule.HasTrafficPolicy || rule.Subsets.Any(subsets.Contains) || !Exported(rule.ExportTo, exportTo)))),
            Names(all.Where(rule => rule.Namespace != namespaceName && (rule.Namespace != _root || !rule.WorkloadSelector.IsEmpty)
                && hasCallers(rule.Namespace))
                .Concat(own.Where(rule => !rule.Host.StartsWith('*') && !rule.WorkloadSelector.IsEmpty))));
    }

    private static bool Exported(ValueList<string> one, ValueList<string> other) =>
        one.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static ValueList<string> Names(IEnumerable<DestinationRuleInfo> rules) => rules.Select(rule => $"{rule.Namespace}/{rule.Name}")
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList();

    private static bool Concerns(DestinationRuleInfo rule, string host) => rule.Host.StartsWith('*')
        ? host.EndsWith(rule.Host[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(ServiceName.TryParse(rule.Host, rule.Namespace, out ServiceName name) ? name.Fqdn : rule.Host,
            StringComparison.OrdinalIgnoreCase);

    private IEnumerable<DestinationRuleInfo> In(string namespaceName, ServiceName service) =>
        _byNamespace[namespaceName].Where(rule => Concerns(rule, service));

    private static bool IsPrivate(DestinationRuleInfo rule) =>
        !rule.ExportTo.IsEmpty && rule.ExportTo.All(scope => scope == "." || scope == rule.Namespace);

    private static bool Concerns(DestinationRuleInfo rule, ServiceName service) => rule.Host.StartsWith('*')
        ? service.Fqdn.EndsWith(rule.Host[1..], StringComparison.OrdinalIgnoreCase)
        : ServiceName.TryParse(rule.Host, rule.Namespace, out ServiceName name) && name == service;
}

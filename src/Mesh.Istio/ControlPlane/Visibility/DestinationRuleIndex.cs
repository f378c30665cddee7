using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>
/// Finds the DestinationRules for a client's namespace and a service: those of the client's namespace, else of the service's namespace,
/// else of the root namespace; the first that has any replaces the others whole (istio <c>push_context.go</c> destinationRule).
/// </summary>
internal sealed class DestinationRuleIndex
{
    private readonly Dictionary<string, RulePool> _local = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RulePool> _exported = new(StringComparer.Ordinal);
    private readonly RulePool _rootPrivate = new();
    private readonly string _root;

    public DestinationRuleIndex(IEnumerable<DestinationRule> rules, MeshConfig settings)
    {
        _root = settings.RootNamespace;
        bool privateByDefault = settings.DefaultDestinationRuleExportTo.Contains(Exports.OwnNamespace);
        foreach (DestinationRule rule in rules
            .OrderBy(rule => rule.WorkloadSelector is null)
            .ThenByAge())
        {
            Add(rule, settings, privateByDefault);
        }
    }

    public IReadOnlyList<ConsolidatedRule> Find(string client, MeshService service)
    {
        IReadOnlyList<ConsolidatedRule> own = client == _root ? _rootPrivate.Find(service.Host)
            : _local.TryGetValue(client, out RulePool? pool) ? pool.Find(service.Host)
            : [];
        if (own.Count > 0)
        {
            return own;
        }

        List<ConsolidatedRule> exported = Exported(service.Namespace, client, service.Host);
        return exported.Count > 0 ? exported : Exported(_root, client, service.Host);
    }

    private List<ConsolidatedRule> Exported(string owner, string client, string host) =>
        _exported.TryGetValue(owner, out RulePool? pool)
            ? [.. pool.Find(host).Where(rule => rule.ExportTo.IsEmpty || Exports.IsPublic(rule.ExportTo) || rule.ExportTo.Contains(client))]
            : [];

    private void Add(DestinationRule rule, MeshConfig settings, bool privateByDefault)
    {
        string owner = rule.Metadata.Namespace ?? "";
        string host = HostName.Expand(rule.Host, owner, settings.CompletingDomain);
        // A rule for certain workloads is never exported.
        ValueList<string> exportTo = rule.WorkloadSelector is null ? rule.ExportTo : [Exports.OwnNamespace];
        if (exportTo.IsEmpty || Exports.IsPublic(exportTo) || exportTo.Contains(Exports.OwnNamespace) || exportTo.Contains(owner))
        {
            PoolOf(_local, owner).Add(rule, host, exportTo);
        }

        bool isPrivate = exportTo.IsEmpty
            ? privateByDefault
            : exportTo.Distinct().Count() == 1 && (exportTo[0] == Exports.OwnNamespace || exportTo[0] == owner);
        if (!isPrivate)
        {
            PoolOf(_exported, owner).Add(rule, host, exportTo);
        }
        else if (owner == _root)
        {
            _rootPrivate.Add(rule, host, exportTo);
        }
    }

    private static RulePool PoolOf(Dictionary<string, RulePool> pools, string owner)
    {
        if (!pools.TryGetValue(owner, out RulePool? pool))
        {
            pools.Add(owner, pool = new RulePool());
        }

        return pool;
    }
}

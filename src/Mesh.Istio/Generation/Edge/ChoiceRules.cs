using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Edge;

/// <summary>
/// The rules of one cluster with which gateways choose among a host's endpoints: one for each workload and host, and beside them one for
/// everybody else in the namespace.
/// </summary>
internal sealed class ChoiceRules(ClusterFacts cluster, ObjectLabels labels, HostEmitter hosts, List<GeneratedObject> objects)
{
    private readonly Dictionary<(string Namespace, string Host, ValueMap<string> Workload), int> _rules = [];
    private readonly Dictionary<(string Namespace, string Host), Hidden> _hidden = [];

    /// <summary>
    /// Adds a rule. Of several rules for a host and the same pods istiod takes the policy of the first and all subsets
    /// (<c>pilot/pkg/model/destination_rule.go</c>, mergeDestinationRule); gateways on one workload share one rule instead.
    /// </summary>
    public void Add(GatewayEntry entry, HostView view, DestinationRule rule, Origin origin)
    {
        string namespaceName = entry.Gateway.Namespace;
        if (!_hidden.TryGetValue((namespaceName, rule.Host), out Hidden? hidden))
        {
            _hidden.Add((namespaceName, rule.Host), hidden = new Hidden(entry, view, origin));
        }

        hidden.Workloads.Add(entry.Gateway.Workload);
        var key = (namespaceName, rule.Host, entry.Gateway.Workload);
        if (!_rules.TryGetValue(key, out int index))
        {
            _rules.Add(key, objects.Count);
            objects.Add(new GeneratedObject(rule, origin));
            return;
        }

        var first = (DestinationRule)objects[index].Value;
        objects[index] = objects[index] with
        {
            Value = first with
            {
                Subsets = first.Subsets.Concat(rule.Subsets).DistinctBy(subset => subset.Name)
                    .OrderBy(subset => subset.Name, StringComparer.Ordinal).ToValueList(),
            },
        };
    }

    /// <summary>Adds what is for the other workloads of each namespace, where it has some or may have.</summary>
    public void AddOthers()
    {
        foreach (((string namespaceName, _), Hidden hidden) in _hidden)
        {
            if (HasOthers(cluster, namespaceName, hidden.Workloads))
            {
                ObjectMeta metadata = labels.ForGateway(
                    hidden.Entry, namespaceName, ObjectNames.Others(hidden.Entry, hidden.View.Host), hidden.Entry.FullPath);
                objects.Add(new GeneratedObject(hosts.Beside(hidden.View, metadata), hidden.Origin));
            }
        }
    }

    // Where no pod at all is known nobody can say.
    private static bool HasOthers(ClusterFacts cluster, string namespaceName, List<ValueMap<string>> workloads) =>
        cluster.Inventory?.Workloads is not { IsEmpty: false }
        || cluster.PodsIn(namespaceName).Any(
            pod => pod.InMesh && !workloads.Any(workload => LabelMatch.Matches(workload, pod.Labels)));

    private sealed record Hidden(GatewayEntry Entry, HostView View, Origin Origin)
    {
        public List<ValueMap<string>> Workloads { get; } = [];
    }
}

using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Edge;

/// <summary>Edge and transit gateways of all workspaces: what depends on the clusters that a gateway's own cluster reaches.</summary>
internal sealed class EdgePlan
{
    private readonly ClusterMap _clusters;
    private readonly Dictionary<string, ServedHost> _hosts;
    private readonly PlacedGateway[] _edges;
    private readonly ObjectLabels _labels;

    /// <summary>Transit gateways with the hosts that they pass on, by path and cluster.</summary>
    private readonly ILookup<(string Path, string Cluster), (TransitInCluster Transit, ServedHost Host)> _transits;

    public EdgePlan(
        IEnumerable<PlacedGateway> gateways, IReadOnlyList<ServedHost> hosts, ClusterMap clusters, ObjectLabels labels,
        ICollection<Diagnostic> diagnostics)
    {
        _clusters = clusters;
        _labels = labels;
        _hosts = hosts.ToDictionary(host => host.Hostname, StringComparer.Ordinal);
        _transits = hosts
            .SelectMany(host => host.Paths.Used, (host, transit) => (transit, host))
            .ToLookup(pair => (pair.transit.Entry.FullPath, pair.transit.Site.Cluster.Name));
        _edges = [.. gateways.Where(gateway => gateway.Entry.Gateway.Transit == true || gateway.Entry.Gateway.Servers.Any(EdgeServer.Is))];
        HashSet<string> passing = [.. _transits.Select(group => group.Key.Path)];
        var check = new EdgeCheck(_hosts, clusters, diagnostics);
        foreach (PlacedGateway gateway in _edges)
        {
            check.Run(gateway, passing.Contains(gateway.Entry.FullPath));
        }
    }

    /// <summary>Adds the routes of edges, transit gateways, and the rules beside them, in one cluster.</summary>
    public void Emit(ClusterFacts cluster, HostEmitter hosts, BackendLookup backendOf, List<GeneratedObject> objects)
    {
        var views = new Dictionary<string, HostView?>(StringComparer.Ordinal);
        var rules = new Dictionary<(string? Namespace, string Host), int>();
        foreach (PlacedGateway gateway in _edges.Where(gateway => gateway.Sites.ContainsKey(cluster.Name)))
        {
            foreach (GeneratedObject generated in Emitter(gateway, cluster, hosts, backendOf, host => View(views, cluster, host)).Emit())
            {
                Add(generated, objects, rules);
            }
        }
    }

    /// <summary>
    /// Of several rules for a host in a namespace istiod takes the policy of the first and all subsets
    /// (<c>pilot/pkg/model/destination_rule.go</c>, mergeDestinationRule); gateways that choose endpoints of the same host share one rule
    /// instead.
    /// </summary>
    private static void Add(
        GeneratedObject generated, List<GeneratedObject> objects, Dictionary<(string? Namespace, string Host), int> rules)
    {
        if (generated.Value is DestinationRule rule)
        {
            (string?, string) key = (rule.Metadata.Namespace, rule.Host);
            if (rules.TryGetValue(key, out int index))
            {
                var first = (DestinationRule)objects[index].Value;
                objects[index] = objects[index] with
                {
                    Value = first with
                    {
                        Subsets = first.Subsets.Concat(rule.Subsets).DistinctBy(subset => subset.Name)
                            .OrderBy(subset => subset.Name, StringComparer.Ordinal).ToValueList(),
                    },
                };
                return;
            }

            rules.Add(key, objects.Count);
        }

        objects.Add(generated);
    }

    private EdgeEmitter Emitter(
        PlacedGateway gateway, ClusterFacts cluster, HostEmitter hosts, BackendLookup backendOf, Func<string, HostView?> view) =>
        new(gateway.Entry, _labels, hosts, view, [.. _transits[(gateway.Entry.FullPath, cluster.Name)]],
            (service, port) => backendOf(gateway.Entry, cluster, service, port));

    private HostView? View(Dictionary<string, HostView?> views, ClusterFacts cluster, string hostname)
    {
        if (!views.TryGetValue(hostname, out HostView? view))
        {
            view = _hosts.TryGetValue(hostname, out ServedHost? host) ? HostView.From(cluster, host, _clusters.RegionOf) : null;
            views.Add(hostname, view);
        }

        return view;
    }
}

using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Edge;

/// <summary>Edge and transit gateways of all workspaces: what depends on the clusters that a gateway's own cluster reaches.</summary>
internal sealed class EdgePlan
{
    private readonly ClusterMap _clusters;
    private readonly Dictionary<string, ServedHost> _hosts = new(StringComparer.Ordinal);
    private readonly List<PlacedGateway> _edges = [];
    private readonly ObjectLabels _labels;
    private readonly HashSet<(string Namespace, string Name)> _ambiguous;

    /// <summary>Transit gateways with the hosts that they pass on, by path and cluster.</summary>
    private readonly Dictionary<(string Path, string Cluster), List<(TransitInCluster Transit, ServedHost Host)>> _transits = [];

    public EdgePlan(
        IEnumerable<PlacedGateway> gateways, IReadOnlyList<ServedHost> hosts, ClusterMap clusters, ObjectLabels labels, ICollection<Diagnostic> diagnostics)
    {
        _clusters = clusters;
        _labels = labels;
        foreach (ServedHost host in hosts)
        {
            _hosts.Add(host.Hostname, host);
            foreach (TransitInCluster transit in host.Paths.Used)
            {
                (string, string) key = (transit.Entry.Path, transit.Site.Cluster.Name);
                if (!_transits.TryGetValue(key, out List<(TransitInCluster, ServedHost)>? passed))
                {
                    _transits.Add(key, passed = []);
                }

                passed.Add((transit, host));
            }
        }

        _edges.AddRange(gateways.Where(gateway => gateway.Entry.Gateway.Transit == true || gateway.Entry.Gateway.Servers.Any(EdgeServer.Is)));
        _ambiguous = [.. _edges
            .SelectMany(gateway => ChosenHosts(gateway).Select(host => (gateway.Entry.Gateway.Namespace, ObjectNames.Choice(gateway.Entry, host))))
            .GroupBy(name => name)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)];
        var check = new EdgeCheck(_hosts, clusters, diagnostics);
        foreach (PlacedGateway gateway in _edges)
        {
            check.SetFirstChoice(gateway);
        }

        foreach (PlacedGateway gateway in _edges)
        {
            check.Run(gateway, _transits.Keys.Any(key => key.Path == gateway.Entry.Path));
        }
    }

    /// <summary>Adds the routes of edges, transit gateways, and the rules beside them, in one cluster.</summary>
    public void Emit(ClusterFacts cluster, HostEmitter hosts, List<IstioObject> objects)
    {
        var views = new Dictionary<string, HostView?>(StringComparer.Ordinal);
        var rules = new Dictionary<(string? Namespace, string Host), int>();
        foreach (PlacedGateway gateway in _edges.Where(gateway => gateway.Sites.ContainsKey(cluster.Name)))
        {
            foreach (IstioObject value in Emitter(gateway, cluster, hosts, host => View(views, cluster, host)).Emit())
            {
                Add(value, objects, rules);
            }
        }
    }

    /// <summary>
    /// Of several rules for a host in a namespace istiod takes the policy of the first and all subsets (<c>pilot/pkg/model/destination_rule.go</c>, mergeDestinationRule);
    /// gateways that choose endpoints of the same host share one rule instead.
    /// </summary>
    private static void Add(IstioObject value, List<IstioObject> objects, Dictionary<(string? Namespace, string Host), int> rules)
    {
        if (value is DestinationRule rule)
        {
            (string?, string) key = (rule.Metadata.Namespace, rule.Host);
            if (rules.TryGetValue(key, out int index))
            {
                var first = (DestinationRule)objects[index];
                objects[index] = first with
                {
                    Subsets = first.Subsets.Concat(rule.Subsets).DistinctBy(subset => subset.Name).OrderBy(subset => subset.Name, StringComparer.Ordinal).ToValueList(),
                };
                return;
            }

            rules.Add(key, objects.Count);
        }

        objects.Add(value);
    }

    /// <summary>Says where an object of a transit gateway or a rule beside a gateway comes from; null for any other.</summary>
    public Explanation? Explain(Explanation draft, ClusterFacts cluster, IstioObject value)
    {
        var views = new Dictionary<string, HostView?>(StringComparer.Ordinal);
        foreach (PlacedGateway gateway in _edges.Where(gateway =>
            gateway.Sites.ContainsKey(cluster.Name) && gateway.Entry.Gateway.Namespace == value.Metadata.Namespace))
        {
            var emitter = Emitter(gateway, cluster, new HostEmitter(_labels), host => View(views, cluster, host));
            if (emitter.Explain(draft, value) is { } explanation)
            {
                return explanation;
            }
        }

        return null;
    }

    private EdgeEmitter Emitter(PlacedGateway gateway, ClusterFacts cluster, HostEmitter hosts, Func<string, HostView?> view) =>
        new(gateway.Entry, _labels, hosts, view, _transits.GetValueOrDefault((gateway.Entry.Path, cluster.Name)) ?? [], _ambiguous);

    /// <summary>The hosts of which a gateway chooses endpoints, so that it may need a rule of its own for them.</summary>
    private IEnumerable<ServedHost> ChosenHosts(PlacedGateway gateway) =>
        gateway.Entry.Gateway.Servers
            .SelectMany(server => EdgeServer.Actions(server).Select(action => action.Host ?? server.Hostname))
            .Where(_hosts.ContainsKey)
            .Select(hostname => _hosts[hostname])
            .Concat(_transits.Where(pair => pair.Key.Path == gateway.Entry.Path).SelectMany(pair => pair.Value).Select(pair => pair.Host))
            .Distinct();

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

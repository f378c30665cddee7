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

    /// <summary>Those who send a host's requests on to its gateways, by host.</summary>
    private readonly ILookup<string, GatewayInCluster> _senders;

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
        _senders = _edges
            .SelectMany(gateway => EdgeServer.ActionsOf(gateway).Select(pair => pair.Action.Host ?? pair.Server.Server.Hostname).Distinct(),
                (gateway, host) => (host, sites: gateway.Sites.Values))
            .Concat(_transits.SelectMany(group => group).Select(
                pair => (host: pair.Host.Hostname, sites: (IEnumerable<GatewayInCluster>)[pair.Transit.Site])))
            .SelectMany(pair => pair.sites, (pair, site) => (pair.host, site))
            .ToLookup(pair => pair.host, pair => pair.site, StringComparer.Ordinal);
        HashSet<string> passing = [.. _transits.Select(group => group.Key.Path)];
        var check = new EdgeCheck(_hosts, clusters, diagnostics);
        foreach (PlacedGateway gateway in _edges)
        {
            check.Run(gateway, passing.Contains(gateway.Entry.FullPath));
        }
    }

    /// <summary>The edge and transit gateways that send requests of a host on to its gateways.</summary>
    public IEnumerable<GatewayInCluster> SendersTo(string hostname) => _senders[hostname];

    /// <summary>The identities under which they do.</summary>
    public IEnumerable<string> PrincipalsTo(string hostname) =>
        _senders[hostname].SelectMany(site => site.Accounts).Select(account => account.Principal);

    /// <summary>What transit gateways of a cluster pass on.</summary>
    public IEnumerable<(TransitInCluster Transit, ServedHost Host)> TransitsIn(string cluster) =>
        _transits.Where(group => group.Key.Cluster == cluster).SelectMany(group => group);

    /// <summary>Adds the routes of edges, transit gateways, and the rules beside them, in one cluster.</summary>
    public void Emit(ClusterFacts cluster, HostEmitter hosts, BackendLookup backendOf, List<GeneratedObject> objects)
    {
        var views = new Dictionary<string, HostView?>(StringComparer.Ordinal);
        var rules = new ChoiceRules(cluster, _labels, hosts, objects);
        foreach (PlacedGateway gateway in _edges.Where(gateway => gateway.Sites.ContainsKey(cluster.Name)))
        {
            foreach (GeneratedObject generated in Emitter(gateway, cluster, hosts, backendOf, host => View(views, cluster, host)).Emit())
            {
                if (generated.Value is DestinationRule rule)
                {
                    rules.Add(gateway.Entry, View(views, cluster, rule.Host)!, rule, generated.Origin);
                }
                else
                {
                    objects.Add(generated);
                }
            }
        }

        rules.AddOthers();
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

using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Edge;

/// <summary>
/// Emits, for one gateway in one cluster, the routes of its edge servers, what it passes on as a transit, and for every host of which it
/// chooses endpoints a DestinationRule of its own, for its pods alone. It hides the shared one from them, so it says the same, as a whole
/// and in each subset.
/// </summary>
internal sealed class EdgeEmitter(
    GatewayEntry entry,
    ObjectLabels labels,
    HostEmitter hosts,
    Func<string, HostView?> view,
    IReadOnlyList<(TransitInCluster Transit, ServedHost Host)> transits,
    Func<ServiceName, int, Backend> backendOf)
{
    private readonly SortedDictionary<string, SortedDictionary<string, Subset>> _subsets = new(StringComparer.Ordinal);

    private string Namespace => entry.Gateway.Namespace;

    public IEnumerable<GeneratedObject> Emit()
    {
        var beside = new EdgeOrigin(entry, null, transits);
        List<GeneratedObject> objects = [.. Servers().Select(
            server => new GeneratedObject(Routes(server), new EdgeOrigin(entry, server, transits)))];
        if (transits.Count > 0)
        {
            objects.AddRange(new TransitEmitter(entry, labels, transits, view).Emit().Select(value => new GeneratedObject(value, beside)));
        }

        foreach ((TransitInCluster transit, ServedHost host) in transits)
        {
            Subset subset = TransitEmitter.SubsetOf(transit, labels);
            SubsetsOf(host.Hostname)[subset.Name] = subset;
        }

        objects.AddRange(_subsets.Select(pair => new GeneratedObject(Rule(view(pair.Key)!, pair.Value.Values), beside)));
        return objects;
    }

    private IEnumerable<ServerEntry> Servers() =>
        entry.Servers.Where(server => EdgeServer.Is(server.Server)).OrderBy(server => server.Server.Name, StringComparer.Ordinal);

    private VirtualService Routes(ServerEntry declared)
    {
        GatewayServer server = declared.Server;
        TrafficSettings settings = declared.Settings.Settings;
        var targets = new EdgeTargets(server, settings, view);
        foreach (ClusterAction action in EdgeServer.Actions(server).Where(EdgeTargets.IsSplit))
        {
            AddSubsets(action, view(targets.HostOf(action)));
        }

        return new VirtualService
        {
            Metadata = labels.ForGateway(entry, Namespace, ObjectNames.VirtualService(declared), declared.FullPath),
            ExportTo = ["."],
            Gateways = [$"{Namespace}/{ObjectNames.Gateway(entry)}"],
            Hosts = [server.Hostname],
            Http = new HttpRouteEmitter(
                server, Namespace, settings.RequestTimeout, new GatewayBackends(entry, backendOf), targets).Emit(declared.Routes),
        };
    }

    private void AddSubsets(ClusterAction action, HostView? host)
    {
        foreach (TierCluster cluster in EdgeTargets.Usable(action, host))
        {
            string name = ObjectNames.Subset(cluster.Cluster);
            SubsetsOf(host!.Host.Hostname)[name] = new Subset
            {
                Name = name,
                Labels = LabelsOf(host.Endpoints.First(endpoint => endpoint.Target == cluster.Cluster)),
            };
        }
    }

    // A transit gateway may stand in a cluster that serves the host too.
    private ValueMap<string> LabelsOf(HostEndpoint endpoint) => endpoint.Hops is { } hops
        ? [new(labels.Cluster, endpoint.Site.Cluster.Name), new(labels.Hops, ObjectLabels.Number(hops))]
        : [new(labels.Cluster, endpoint.Site.Cluster.Name)];

    private DestinationRule Rule(HostView host, IEnumerable<Subset> subsets)
    {
        TrafficPolicy policy = hosts.Policy(host);
        return new DestinationRule
        {
            Metadata = labels.ForGateway(entry, Namespace, ObjectNames.Choice(entry, host.Host), entry.FullPath),
            Host = host.Host.Hostname,
            ExportTo = ["."],
            WorkloadSelector = new LabelSelector { MatchLabels = entry.Gateway.Workload },
            TrafficPolicy = policy,
            Subsets = subsets.Select(subset => subset with { TrafficPolicy = policy }).ToValueList(),
        };
    }

    private SortedDictionary<string, Subset> SubsetsOf(string hostname)
    {
        if (!_subsets.TryGetValue(hostname, out SortedDictionary<string, Subset>? subsets))
        {
            _subsets.Add(hostname, subsets = new SortedDictionary<string, Subset>(StringComparer.Ordinal));
        }

        return subsets;
    }
}

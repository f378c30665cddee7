using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Edge;

/// <summary>
/// Emits, for one gateway in one cluster, the routes of its edge servers, what it passes on as a transit, and for every host of which it chooses
/// endpoints a DestinationRule of its own. That rule hides the shared one from the whole namespace, so it says the same, and adds subsets only.
/// </summary>
internal sealed class EdgeEmitter(
    GatewayEntry entry,
    ObjectLabels labels,
    HostEmitter hosts,
    Func<string, HostView?> view,
    IReadOnlyList<(TransitInCluster Transit, ServedHost Host)> transits,
    IReadOnlySet<(string Namespace, string Name)> ambiguous)
{
    private readonly SortedDictionary<string, SortedDictionary<string, Subset>> _subsets = new(StringComparer.Ordinal);

    private string Namespace => entry.Gateway.Namespace;

    public IEnumerable<IstioObject> Emit()
    {
        List<IstioObject> objects = [.. Servers().Select(Routes)];
        if (transits.Count > 0)
        {
            objects.AddRange(new TransitEmitter(entry, labels, transits, view).Emit());
        }

        foreach ((TransitInCluster transit, ServedHost host) in transits)
        {
            Subset subset = TransitEmitter.SubsetOf(transit, labels);
            SubsetsOf(host.Hostname)[subset.Name] = subset;
        }

        objects.AddRange(_subsets.Select(pair => Rule(view(pair.Key)!, pair.Value.Values)));
        return objects;
    }

    public Explanation? Explain(Explanation draft, IstioObject value)
    {
        IstioObject? mine = Emit().FirstOrDefault(candidate => candidate.Kind == value.Kind && candidate.Metadata.Name == value.Metadata.Name);
        if (mine is null)
        {
            return null;
        }

        GatewayServer? server = Servers().FirstOrDefault(candidate => ObjectNames.VirtualService(entry, candidate) == value.Metadata.Name);
        string[] passed = [.. transits.Select(pair => $"passes {pair.Host.Hostname} on to {string.Join(", ", pair.Transit.Targets.Order(StringComparer.Ordinal))}")];
        return draft with
        {
            ModelPaths = server is null ? [entry.Path] : [entry.ServerPath(server)],
            Settings = server is null
                ? []
                : Explainer.SettingsOf(entry.SettingsOf(server)),
            Facts = [.. passed],
        };
    }

    private IEnumerable<GatewayServer> Servers() => entry.Gateway.Servers.Where(EdgeServer.Is).OrderBy(server => server.Name, StringComparer.Ordinal);

    private VirtualService Routes(GatewayServer server)
    {
        TrafficSettings settings = entry.SettingsOf(server).Settings;
        var targets = new EdgeTargets(server, settings, view);
        foreach (ClusterAction action in EdgeServer.Actions(server).Where(EdgeTargets.IsSplit))
        {
            AddSubsets(action, view(targets.HostOf(action)));
        }

        return new VirtualService
        {
            Metadata = labels.ForGateway(entry, Namespace, ObjectNames.VirtualService(entry, server), entry.ServerPath(server)),
            ExportTo = ["."],
            Gateways = [$"{Namespace}/{ObjectNames.Gateway(entry)}"],
            Hosts = [server.Hostname],
            Http = new HttpRouteEmitter(server, Namespace, settings.RequestTimeout, targets).Emit(EdgeServer.RoutesOf(server)),
        };
    }

    private void AddSubsets(ClusterAction action, HostView? host)
    {
        foreach (TierCluster cluster in EdgeTargets.Usable(action, host))
        {
            string name = ObjectNames.Subset(cluster.Cluster);
            SubsetsOf(host!.Host.Hostname)[name] = new Subset { Name = name, Labels = LabelsOf(host.Endpoints.First(endpoint => endpoint.Target == cluster.Cluster)) };
        }
    }

    // A transit gateway may stand in a cluster that serves the host too.
    private ValueMap<string> LabelsOf(HostEndpoint endpoint) => endpoint.Hops is { } hops
        ? [new(labels.Cluster, endpoint.Site.Cluster.Name), new(labels.Hops, ObjectLabels.Number(hops))]
        : [new(labels.Cluster, endpoint.Site.Cluster.Name)];

    private DestinationRule Rule(HostView host, IEnumerable<Subset> subsets) => new()
    {
        Metadata = labels.ForGateway(entry, Namespace, RuleName(host.Host), entry.Path),
        Host = host.Host.Hostname,
        ExportTo = ["."],
        TrafficPolicy = hosts.Policy(host),
        Subsets = subsets.ToValueList(),
    };

    private string RuleName(ServedHost host) =>
        ambiguous.Contains((Namespace, ObjectNames.Choice(entry, host))) ? ObjectNames.UniqueChoice(entry, host) : ObjectNames.Choice(entry, host);

    private SortedDictionary<string, Subset> SubsetsOf(string hostname)
    {
        if (!_subsets.TryGetValue(hostname, out SortedDictionary<string, Subset>? subsets))
        {
            _subsets.Add(hostname, subsets = new SortedDictionary<string, Subset>(StringComparer.Ordinal));
        }

        return subsets;
    }
}

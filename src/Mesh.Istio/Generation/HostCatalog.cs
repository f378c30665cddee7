using Mesh.Diagnostics;
using Mesh.Istio.Generation.Edge;

namespace Mesh.Istio.Generation;

/// <summary>Collects every host of the model with the gateways that serve it, and finds hosts that two gateways of one cluster claim.</summary>
internal sealed class HostCatalog(IstioGeneratorOptions options, ObjectLabels labels, ICollection<Diagnostic> diagnostics)
{
    private readonly Dictionary<string, Draft> _drafts = new(StringComparer.Ordinal);

    /// <summary>Adds the servers of a gateway for the clusters where it stands.</summary>
    public void Add(GatewayEntry entry, IReadOnlyCollection<GatewayInCluster> sites)
    {
        var backends = new BackendCheck(entry, diagnostics);
        foreach (GatewayServer server in entry.Gateway.Servers.Where(server => !EdgeServer.Is(server)))
        {
            if (!_drafts.TryGetValue(server.Hostname, out Draft? draft))
            {
                _drafts.Add(server.Hostname, draft = new Draft(entry, server));
            }

            draft.Paths.Add(entry.ServerPath(server));
            foreach (GatewayInCluster site in sites)
            {
                Claim(draft, entry, server, site, backends);
            }
        }

        backends.ReportPorts();
    }

    /// <summary>All hosts in ordinal order.</summary>
    /// <param name="paths">Finds the ways to a host of a gateway that is served in some places.</param>
    public IReadOnlyList<ServedHost> Build(Func<GatewayEntry, string, IReadOnlyDictionary<string, GatewayInCluster>, HostPaths> paths)
    {
        HashSet<string> ambiguous = [.. _drafts.Keys
            .GroupBy(ObjectNames.Host, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group)];
        var hosts = new List<ServedHost>(_drafts.Count);
        foreach ((string hostname, Draft draft) in _drafts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            GatewayEntry entry = draft.Entry;
            string name = ambiguous.Contains(hostname) ? ObjectNames.UniqueHost(hostname) : ObjectNames.Host(hostname);
            if (name.EndsWith(StableHash.Of(hostname), StringComparison.Ordinal))
            {
                diagnostics.Add(GenerationDiagnostics.NameShortened.At(
                    $"{ModelPath.Short(entry.ServerPath(draft.Server))}/hostname",
                    $"The objects of host '{hostname}' are named '{name}', because the plain name is too long or belongs to another host too.",
                    "Nothing; the name is stable."));
            }

            ValueList<string> modelPaths = draft.Paths.Order(StringComparer.Ordinal).ToValueList();
            hosts.Add(new ServedHost
            {
                Hostname = hostname,
                Metadata = labels.ForGateway(entry, options.MulticlusterNamespace, name, string.Join(',', modelPaths)),
                Entry = entry,
                Server = draft.Server,
                Settings = entry.SettingsOf(draft.Server).Settings,
                ModelPaths = modelPaths,
                Sites = draft.Sites,
                Paths = paths(entry, hostname, draft.Sites),
                SubjectAltNames = SubjectAltNames(draft),
            });
        }

        return hosts;
    }

    private void Claim(Draft draft, GatewayEntry entry, GatewayServer server, GatewayInCluster site, BackendCheck backends)
    {
        string cluster = site.Cluster.Name;
        if (draft.Claims.TryGetValue(cluster, out string? other))
        {
            diagnostics.Add(GenerationDiagnostics.HostClaimedTwice.At(
                $"{ModelPath.Short(entry.ServerPath(server))}/hostname",
                $"In cluster '{cluster}' the host '{server.Hostname}' is also served by '{ModelPath.Short(other)}'; clients are told of that one only.",
                "Give one of the servers another host, or keep the gateways in different clusters."));
            return;
        }

        draft.Claims.Add(cluster, entry.ServerPath(server));
        if (backends.CanServe(server, site.Cluster) && site.Cluster.State != ClusterState.Evacuated)
        {
            draft.Sites.Add(cluster, site);
        }
    }

    private static ValueList<string> SubjectAltNames(Draft draft)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (GatewayInCluster site in draft.Sites.Values)
        {
            names.UnionWith(site.Identities);
        }

        return names.ToValueList();
    }

    private sealed class Draft(GatewayEntry entry, GatewayServer server)
    {
        public GatewayEntry Entry { get; } = entry;

        public GatewayServer Server { get; } = server;

        public List<string> Paths { get; } = [];

        public Dictionary<string, string> Claims { get; } = new(StringComparer.Ordinal);

        public SortedDictionary<string, GatewayInCluster> Sites { get; } = new(StringComparer.Ordinal);
    }
}

using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Generation.Guardrails;

namespace Mesh.Istio.Generation;

/// <summary>
/// Who sees each host: everybody, or the namespaces of its own workspace, of those named, and of the gateways that pass its requests on,
/// which would answer 503 otherwise.
/// </summary>
internal sealed class HostVisibility
{
    private static readonly ValueList<string> Everybody = ["*"];

    private readonly string _sharedNamespace;
    private readonly EdgePlan _edges;
    private readonly Dictionary<string, ServedHost> _limited;

    /// <summary>
    /// The namespaces of a workspace or tenant by its path and the cluster; made only where somebody limits who sees a host.
    /// </summary>
    private readonly Dictionary<(string Path, string Cluster), SortedSet<string>> _namespaces = [];

    public HostVisibility(
        ModelWalk model, IReadOnlyList<ServedHost> hosts, EdgePlan edges, ClusterMap clusters, string sharedNamespace)
    {
        _sharedNamespace = sharedNamespace;
        _edges = edges;
        _limited = hosts.Where(host => !host.VisibleTo.IsEmpty).ToDictionary(host => host.Hostname, StringComparer.Ordinal);
        if (_limited.Count == 0)
        {
            return;
        }

        foreach (WorkspaceEntry entry in model.Workspaces)
        {
            // What cannot be known of them is said where guardrails need it.
            var owned = new OwnedNamespaces(entry, clusters, sharedNamespace, []);
            foreach (ClusterFacts cluster in clusters.All)
            {
                Add(entry.Path, cluster, owned);
                Add(entry.Tenant.Path, cluster, owned);
            }
        }
    }

    /// <summary>The scopes to which a host's objects in a cluster are exported, in ordinal order.</summary>
    public ValueList<string> ScopesOf(ServedHost host, ClusterFacts client)
    {
        if (host.VisibleTo.IsEmpty)
        {
            return Everybody;
        }

        SortedSet<string> scopes = ViewersOf(host.VisibleTo[0], client);
        foreach (ValueList<string> viewers in host.VisibleTo.Skip(1))
        {
            scopes.IntersectWith(ViewersOf(viewers, client));
        }

        scopes.Add(_sharedNamespace);
        scopes.UnionWith(_edges.SendersTo(host.Hostname).Where(site => site.Cluster == client).Select(site => site.Namespace));
        return scopes.ToValueList();
    }

    /// <summary>Whether one of some namespaces of a cluster sees a host.</summary>
    public bool IsSeen(string hostname, ClusterFacts client, IEnumerable<string> namespaces) =>
        !_limited.TryGetValue(hostname, out ServedHost? host) || ScopesOf(host, client).Intersect(namespaces).Any();

    private SortedSet<string> ViewersOf(ValueList<string> paths, ClusterFacts client)
    {
        var viewers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            viewers.UnionWith(_namespaces.GetValueOrDefault((path, client.Name)) ?? []);
        }

        return viewers;
    }

    private void Add(string path, ClusterFacts cluster, OwnedNamespaces owned)
    {
        if (!_namespaces.TryGetValue((path, cluster.Name), out SortedSet<string>? names))
        {
            _namespaces.Add((path, cluster.Name), names = new SortedSet<string>(StringComparer.Ordinal));
        }

        names.UnionWith(owned.In(cluster));
    }
}

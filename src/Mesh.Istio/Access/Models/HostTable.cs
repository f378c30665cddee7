namespace Mesh.Istio.Access.Models;

/// <summary>The hosts of a model and the orders of clusters in it, with those to whom they belong.</summary>
internal sealed class HostTable
{
    private readonly ModelWalk _walk;
    private readonly ILookup<string, ServedHost> _hosts;

    public HostTable(MeshModel model)
    {
        _walk = new ModelWalk(model);
        Hosts = [.. _walk.Servers.Select(
            entry => new ServedHost(entry.Gateway.Workspace, entry.Gateway.Path, entry.Server, entry.Path))];
        _hosts = Hosts.ToLookup(host => host.Server.Hostname, StringComparer.Ordinal);
    }

    public IReadOnlyList<ServedHost> Hosts { get; }

    public IEnumerable<ServedHost> Find(string host) => _hosts[host];

    /// <summary>
    /// Every order of clusters below the organization: its path, the clusters in it, and those in which the workspaces are for which it
    /// holds. Edges name clusters in which others serve; the right at their gateways is asked for anyway.
    /// </summary>
    public IEnumerable<(string Path, HashSet<string> Clusters, HashSet<string> Home)> Orders()
    {
        var homes = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (SettingsEntry entry in _walk.Settings.Where(entry => entry.Own.Failover is not null && entry.Path.Contains('/')))
        {
            FailoverSettings failover = entry.Own.Failover!;
            IEnumerable<FailoverTier> tiers = (failover.Order ?? default).Concat(
                (failover.OrderByClient ?? default).Values.SelectMany(order => order));
            var clusters = tiers.SelectMany(tier => tier.Clusters).Select(cluster => cluster.Cluster).ToHashSet(StringComparer.Ordinal);
            if (clusters.Count > 0)
            {
                yield return ($"{entry.Path}/failover", clusters, HomeOf(entry.Path, homes));
            }
        }
    }

    private HashSet<string> HomeOf(string path, Dictionary<string, HashSet<string>> known)
    {
        string[] parts = path.Split('/');
        string place = string.Join('/', parts.Take(parts is [_, _, "workspaces", ..] ? 4 : 2));
        if (!known.TryGetValue(place, out HashSet<string>? home))
        {
            home = _walk.Workspaces
                .Where(entry => entry.Path == place || entry.Path.StartsWith($"{place}/", StringComparison.Ordinal))
                .SelectMany(entry => entry.Workspace.Namespaces)
                .SelectMany(selector => _walk.Organization.Clusters.Where(
                    cluster => SelectorPattern.Matches(selector.Cluster, cluster.Name)))
                .Select(cluster => cluster.Name)
                .ToHashSet(StringComparer.Ordinal);
            known.Add(place, home);
        }

        return home;
    }
}

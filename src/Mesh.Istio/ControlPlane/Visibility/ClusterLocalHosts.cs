namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>Which hosts are served by the client's own cluster alone (istio <c>pilot/pkg/model/cluster_local.go</c>).</summary>
internal sealed class ClusterLocalHosts
{
    private readonly Dictionary<string, bool> _exact = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, bool> _wildcards = new(Comparer<string>.Create(HostName.CompareSpecificity));

    public ClusterLocalHosts(MeshConfig settings)
    {
        var defaults = new List<string>
        {
            $"*.kube-system.svc.{settings.Domain}",
            $"kubernetes.default.svc.{settings.Domain}",
            $"istiod.{settings.RootNamespace}.svc.{settings.Domain}",
        };
        foreach (ClusterLocalSetting setting in settings.ClusterLocal)
        {
            foreach (string host in setting.Hosts)
            {
                Add(host, setting.ClusterLocal);
                if (!setting.ClusterLocal)
                {
                    // One host of a default is enough to switch the whole default off.
                    defaults.RemoveAll(
                        entry => host == entry || (HostName.IsWildcard(entry) && host.EndsWith(entry[1..], StringComparison.Ordinal)));
                }
            }
        }

        foreach (string host in defaults)
        {
            Add(host, true);
        }
    }

    public bool Contains(string host)
    {
        if (_exact.TryGetValue(host, out bool local))
        {
            return local;
        }

        foreach ((string wildcard, bool wildcardLocal) in _wildcards)
        {
            if (HostName.IsSubsetOf(host, wildcard))
            {
                return wildcardLocal;
            }
        }

        return false;
    }

    private void Add(string host, bool local)
    {
        if (HostName.IsWildcard(host))
        {
            _wildcards[host] = local;
        }
        else
        {
            _exact[host] = local;
        }
    }
}

namespace Mesh.Istio.Generation.Tcp;

/// <summary>The pods behind services, as far as passing TCP through to them depends on it.</summary>
internal sealed class TcpPods(ClusterMap clusters)
{
    // Only clusters that are asked about are sorted; most models have no TCP host.
    private readonly Dictionary<string, ServiceDirectory> _directories = new(StringComparer.Ordinal);
    private readonly Dictionary<ServiceName, ValueList<string>> _everywhere = [];

    /// <summary>The pods of a service that have no sidecar, in ordinal order.</summary>
    public string[] OutsideMesh(ClusterFacts cluster, ServiceName name) =>
        [.. PodsOf(cluster, name).Where(pod => !pod.InMesh).Select(pod => pod.Name).Order(StringComparer.Ordinal)];

    /// <summary>The accounts of a service's pods; where no pod tells, those of its pods elsewhere, which come back under one of
    /// them.</summary>
    public ValueList<string> AccountsOf(ClusterFacts cluster, ServiceName name)
    {
        ValueList<string> own = Accounts(cluster, name);
        if (!own.IsEmpty)
        {
            return own;
        }

        if (!_everywhere.TryGetValue(name, out ValueList<string> accounts))
        {
            _everywhere.Add(name, accounts = clusters.All.SelectMany(other => Accounts(other, name)).Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal).ToValueList());
        }

        return accounts;
    }

    private ValueList<string> Accounts(ClusterFacts cluster, ServiceName name) =>
        PodsOf(cluster, name).Select(pod => pod.ServiceAccount)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList();

    private IEnumerable<Inventories.WorkloadInfo> PodsOf(ClusterFacts cluster, ServiceName name)
    {
        if (cluster.FindService(name.Namespace, name.Name) is not { } service)
        {
            return [];
        }

        if (!_directories.TryGetValue(cluster.Name, out ServiceDirectory? directory))
        {
            _directories.Add(cluster.Name, directory = new ServiceDirectory(cluster));
        }

        return directory.PodsOf(service);
    }
}

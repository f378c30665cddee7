using System.Collections.Concurrent;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane.Registry;

namespace Mesh.Istio.Failures;

/// <summary>
/// Which of some failures concern a thing: what a forecast looks at without any of them looking the same whether they happen or not. Of
/// Services and hosts all pods count that were ever behind them. Thread-safe.
/// </summary>
internal sealed class Concerns
{
    private readonly ObservedMesh _mesh;
    private readonly int _count;
    private readonly Dictionary<string, FailureSet> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FailureSet> _senders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FailureSet> _istiods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FailureSet> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<(string From, string To), FailureSet> _paths = [];
    private readonly Dictionary<BackendKey, FailureSet> _pods = [];
    private readonly Dictionary<(string Region, string Zone), FailureSet> _places = [];
    private readonly Dictionary<string, List<BackendKey>> _podsAt = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Istiod, string Host, string Namespace), FailureSet> _hosts = new();
    private readonly ConcurrentDictionary<ServiceInfo, FailureSet> _services = new(ReferenceEqualityComparer.Instance);

    /// <param name="mesh">The mesh as observed.</param>
    /// <param name="failures">The failures, each alone.</param>
    public Concerns(ObservedMesh mesh, IReadOnlyList<FailureBuilder> failures)
    {
        _mesh = mesh;
        _count = failures.Count;
        for (int i = 0; i < failures.Count; i++)
        {
            Add(failures[i].Parts, FailureSet.Of(i, _count));
            Always = failures[i].Diagnostics.Count > 0 ? Always.With(FailureSet.Of(i, _count)) : Always;
        }

        foreach (ClusterInventory cluster in mesh.Inventory.Clusters)
        {
            AddAddresses(cluster);
            foreach (WorkloadInfo pod in cluster.Workloads)
            {
                Add(_pods, new BackendKey(cluster.Name, pod.Namespace, pod.Name), OfPlace(pod.Locality.Value));
            }
        }
    }

    /// <summary>The failures that concern every question, because a name in them does not exist.</summary>
    public FailureSet Always { get; }

    /// <summary>Those of a cluster as a whole, and of certificates there.</summary>
    public FailureSet OfCluster(string cluster) => _clusters.GetValueOrDefault(cluster);

    /// <summary>Those of the certificates with which the workloads of a cluster call others.</summary>
    public FailureSet OfSender(string cluster) => _senders.GetValueOrDefault(cluster);

    /// <summary>Those of what an istiod says: its own, and those of its cluster.</summary>
    public FailureSet OfIstiod(string istiod) => _istiods.GetValueOrDefault(istiod).With(OfCluster(istiod));

    public FailureSet OfAddress(string address) => _addresses.GetValueOrDefault(address);

    public FailureSet OfPath(string from, string to) => _paths.GetValueOrDefault((from, to));

    public FailureSet OfPlace(Locality place) => _places.Count == 0 ? default
        : _places.GetValueOrDefault((place.Region, "")).With(_places.GetValueOrDefault((place.Region, place.Zone)));

    public FailureSet OfPod(BackendKey pod) => _pods.GetValueOrDefault(pod).With(OfCluster(pod.Cluster));

    /// <summary>Those of all pods that have an address.</summary>
    public FailureSet OfPodsAt(string address)
    {
        FailureSet all = default;
        foreach (BackendKey pod in _podsAt.GetValueOrDefault(address) ?? [])
        {
            all = all.With(OfPod(pod));
        }

        return all;
    }

    /// <summary>Those of all pods behind a Service.</summary>
    public FailureSet OfService(string cluster, ServiceInfo service) => _services.GetOrAdd(service, _ =>
    {
        FailureSet all = OfCluster(cluster);
        foreach (Backend pod in _mesh.Inventory.Find(cluster) is { } observed ? _mesh.Backends.In(observed).Of(service) : [])
        {
            all = all.With(OfPod(pod.Key));
        }

        return all;
    });

    /// <summary>Those of all pods that an istiod knows behind a host.</summary>
    public FailureSet OfHost(string istiod, MeshService service) =>
        _hosts.GetOrAdd((istiod, service.Host, service.Namespace), _ =>
        {
            FailureSet all = default;
            foreach (RegistryEndpoint endpoint in _mesh.View(istiod).Index.Registry.EndpointsOf(service))
            {
                all = all.With(OfPodsAt(endpoint.Value.Address)).With(OfCluster(endpoint.Value.Cluster));
            }

            return all;
        });

    private void Add(FailedParts parts, FailureSet one)
    {
        foreach (string cluster in parts.Clusters.Concat(parts.Certificates).Concat(parts.Credentials.Select(entry => entry.Cluster)))
        {
            Add(_clusters, cluster, one);
        }

        foreach (string cluster in parts.Certificates.Concat(parts.Credentials.Select(entry => entry.Cluster)))
        {
            Add(_senders, cluster, one);
        }

        foreach (string istiod in parts.Istiods.Concat(parts.Secrets.Select(secret => secret.Istiod)))
        {
            Add(_istiods, istiod, one);
        }

        foreach (string address in parts.Addresses)
        {
            Add(_addresses, address, one);
        }

        foreach ((string From, string To) path in parts.Paths)
        {
            Add(_paths, path, one);
        }

        foreach ((string Region, string Zone) place in parts.Places)
        {
            Add(_places, place, one);
        }

        foreach (BackendKey pod in parts.Failing.Concat(parts.Gone).Concat(parts.NotReady).Concat(parts.Kinds.Keys))
        {
            Add(_pods, pod, one);
        }
    }

    private void AddAddresses(ClusterInventory cluster)
    {
        foreach (WorkloadInfo pod in cluster.Workloads)
        {
            Add(pod.Address, new BackendKey(cluster.Name, pod.Namespace, pod.Name));
        }

        foreach (EndpointInfo endpoint in cluster.Endpoints)
        {
            Add(endpoint.Address, BackendKey.Of(cluster.Name, endpoint));
        }
    }

    private void Add(string address, BackendKey pod)
    {
        if (!_podsAt.TryGetValue(address, out List<BackendKey>? pods))
        {
            _podsAt.Add(address, pods = []);
        }

        pods.Add(pod);
    }

    private static void Add<TKey>(Dictionary<TKey, FailureSet> sets, TKey key, FailureSet one)
        where TKey : notnull
    {
        if (!one.IsEmpty)
        {
            sets[key] = sets.GetValueOrDefault(key).With(one);
        }
    }
}

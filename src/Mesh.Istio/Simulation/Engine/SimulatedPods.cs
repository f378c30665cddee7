using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>All pods of a simulation, and what the addresses of endpoints lead to.</summary>
internal sealed class SimulatedPods
{
    private readonly ObservedMesh _mesh;
    private readonly Dictionary<BackendKey, SimPod> _byKey = [];
    private readonly List<SimPod> _pods = [];

    /// <param name="mesh">The clusters at the start.</param>
    /// <param name="inventories">The inventory at the start and all that are pushed later: pods of each of them exist.</param>
    public SimulatedPods(ObservedMesh mesh, IReadOnlyList<Inventory> inventories)
    {
        _mesh = inventories.Count == 1 ? mesh : new ObservedMesh(mesh.Resources, inventories[0], inventories.Skip(1));
        // A pod that is ready at any time can be; what it does until then, pushes tell.
        HashSet<BackendKey> ready = [.. inventories.SelectMany(inventory => inventory.Clusters).SelectMany(Ready)];
        foreach (ClusterInventory cluster in inventories.SelectMany(inventory => inventory.Clusters))
        {
            foreach (WorkloadInfo pod in cluster.Workloads)
            {
                Add(cluster, pod, ready.Contains(new BackendKey(cluster.Name, pod.Namespace, pod.Name)) ? null : FailureKind.Refused);
            }

            foreach (EndpointInfo endpoint in cluster.Endpoints)
            {
                Add(BackendKey.Of(cluster.Name, endpoint), endpoint.Address, Locality.Empty, "", speaksMutualTls: true);
            }
        }
    }

    public IReadOnlyList<SimPod> Pods => _pods;

    /// <summary>The addresses of which nothing was observed, each with the reason.</summary>
    public HashSet<Assumption> Assumed { get; } = [];

    /// <summary>Notes what rests on an istiod not reading other clusters, and what is left out of the spreading of requests.</summary>
    public void Use(ProxyConfig view, EnvoyCluster cluster)
    {
        if (cluster.ZoneAware is not null)
        {
            Assumed.Add(new Assumption.LeavesOut(
                $"hosts/{cluster.Host}/zoneAwareLbSetting",
                $"requests for {cluster.Host} are spread in turns; how Envoy prefers its own zone is not simulated"));
        }

        if (cluster.Hash is { Key: HashKey.Cookie })
        {
            Assumed.Add(new Assumption.LeavesOut(
                $"hosts/{cluster.Host}/consistentHash",
                $"no proxy makes a cookie for {cluster.Host}: a request without it has a random place"));
        }

        if (_mesh.Unread.Assumed(view, cluster) is { } why)
        {
            Assumed.Add(new Assumption.ReadsNoOther(ControlPlanes.Of(_mesh.Inventory, view.Proxy.Cluster), why));
        }
    }

    public SimPod? Find(BackendKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>What an endpoint's address leads to; what nobody has becomes a pod that answers.</summary>
    public SimTarget Resolve(LocalityEndpoint endpoint, ClientProxy caller, string host) => _mesh.OwnerOf(endpoint, caller, host) switch
    {
        AddressOwner.Pod pod => new SimTarget(pod.Cluster, Find(pod.Key), null, endpoint.Port),
        AddressOwner.Service service => new SimTarget(service.Cluster, null, service.Info, service.Port),
        AddressOwner.Nobody nobody => new SimTarget(nobody.Cluster, Assume(endpoint, nobody), null, endpoint.Port),
        _ => throw new InvalidOperationException("There are no other owners."),
    };

    /// <summary>A host whose address the client itself dials; it answers.</summary>
    public SimTarget Dialled(LocalityEndpoint endpoint) =>
        new("", Assume(endpoint, new AddressOwner.Nobody("", "the client dials the address itself")), null, endpoint.Port);

    private SimPod Assume(LocalityEndpoint endpoint, AddressOwner.Nobody owner)
    {
        Assumed.Add(new Assumption.Answers(endpoint.Address, owner.Why));
        return Add(new BackendKey(owner.Cluster, "", endpoint.Address), endpoint.Address, endpoint.Locality, "", speaksMutualTls: true);
    }

    // As the address book: what an endpoint says of a pod counts, else the pod itself.
    private static IEnumerable<BackendKey> Ready(ClusterInventory cluster)
    {
        var listed = new Dictionary<BackendKey, bool>();
        foreach (EndpointInfo endpoint in cluster.Endpoints)
        {
            BackendKey key = BackendKey.Of(cluster.Name, endpoint);
            listed[key] = endpoint.Ready || listed.GetValueOrDefault(key);
        }

        return cluster.Workloads.Select(pod => (Key: new BackendKey(cluster.Name, pod.Namespace, pod.Name), pod.Ready))
            .Where(pod => listed.TryGetValue(pod.Key, out bool ready) ? ready : pod.Ready)
            .Select(pod => pod.Key);
    }

    private void Add(ClusterInventory cluster, WorkloadInfo pod, FailureKind? observed)
    {
        string trust = cluster.TrustDomain ?? (cluster.MeshConfig ?? new MeshConfigInfo()).TrustDomain;
        bool tls = pod.InMesh || (pod.Labels.TryGetValue("security.istio.io/tlsMode", out string? mode) && mode == "istio");
        Add(
            new BackendKey(cluster.Name, pod.Namespace, pod.Name), pod.Address, pod.Locality.Value,
            new SpiffeIdentity(trust, pod.Namespace, pod.ServiceAccount).ToString(), tls,
            tls ? ClientFinder.ProxyOf(cluster, [pod], ProxyType.Sidecar, null) : null, observed);
    }

    private SimPod Add(
        BackendKey key, string address, Locality locality, string identity, bool speaksMutualTls, ClientProxy? sidecar = null,
        FailureKind? observed = null)
    {
        if (!_byKey.TryGetValue(key, out SimPod? pod))
        {
            pod = new SimPod
            {
                Key = key,
                Address = address,
                Locality = locality,
                Identity = identity,
                SpeaksMutualTls = speaksMutualTls,
                Sidecar = sidecar,
                Observed = observed,
                Fault = observed,
                Index = _pods.Count,
            };
            _byKey.Add(key, pod);
            _pods.Add(pod);
        }

        return pod;
    }
}

using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>All pods of a simulation, and what the addresses of endpoints lead to.</summary>
internal sealed class SimulatedPods
{
    private readonly ObservedMesh _mesh;
    private readonly Dictionary<BackendKey, SimPod> _byKey = [];
    private readonly Dictionary<(string Cluster, string Address), SimPod> _byAddress = [];
    private readonly List<SimPod> _pods = [];

    /// <param name="resources">The resources at the start.</param>
    /// <param name="inventories">The inventory at the start and all that are pushed later: pods of each of them exist.</param>
    public SimulatedPods(MeshResources resources, IReadOnlyList<Inventory> inventories)
    {
        _mesh = new ObservedMesh(resources, inventories[0]);
        foreach (ClusterInventory cluster in inventories.SelectMany(inventory => inventory.Clusters))
        {
            foreach (WorkloadInfo pod in cluster.Workloads)
            {
                Add(cluster, pod);
            }

            foreach (EndpointInfo endpoint in cluster.Endpoints)
            {
                if (!_byAddress.ContainsKey((cluster.Name, endpoint.Address)))
                {
                    Add(BackendKey.Of(cluster.Name, endpoint), endpoint.Address, Locality.Empty, "", speaksMutualTls: true);
                }
            }
        }
    }

    public IReadOnlyList<SimPod> Pods => _pods;

    /// <summary>The addresses of which nothing was observed.</summary>
    public SortedSet<string> Assumed { get; } = new(StringComparer.Ordinal);

    public SimPod? Find(BackendKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>
    /// Follows an endpoint's address: in the labelled cluster, else in the caller's, else wherever a Service has it as external address, and at last
    /// to the gateway of the labelled cluster that serves the host on that port.
    /// </summary>
    public SimTarget Resolve(LocalityEndpoint endpoint, string caller, string host)
    {
        string labelled = _mesh.LabelledCluster(endpoint);
        string near = labelled.Length > 0 ? labelled : caller;
        if (_byAddress.TryGetValue((near, endpoint.Address), out SimPod? pod))
        {
            return new SimTarget(near, pod, null, endpoint.Port);
        }

        if (_mesh.Addresses(near).Service(endpoint.Address) is { } service)
        {
            return new SimTarget(near, null, service, endpoint.Port);
        }

        foreach (ClusterInventory cluster in labelled.Length > 0 ? default : _mesh.Inventory.Clusters)
        {
            if (_mesh.Addresses(cluster.Name).External(endpoint.Address) is { } external)
            {
                return new SimTarget(cluster.Name, null, external, endpoint.Port);
            }
        }

        return labelled.Length > 0 && _mesh.GatewayOf(labelled, host, endpoint.Port) is { } gateway
            ? new SimTarget(labelled, null, gateway, endpoint.Port)
            : new SimTarget(labelled, Assume(endpoint, labelled), null, endpoint.Port);
    }

    private SimPod Assume(LocalityEndpoint endpoint, string cluster)
    {
        Assumed.Add(endpoint.Address);
        return Add(new BackendKey(cluster, "", endpoint.Address), endpoint.Address, endpoint.Locality, "", speaksMutualTls: true);
    }

    private void Add(ClusterInventory cluster, WorkloadInfo pod)
    {
        string trust = (cluster.MeshConfig ?? new MeshConfigInfo()).TrustDomain;
        bool tls = pod.InMesh || (pod.Labels.TryGetValue("security.istio.io/tlsMode", out string? mode) && mode == "istio");
        Add(
            new BackendKey(cluster.Name, pod.Namespace, pod.Name), pod.Address, pod.Locality.Value, new SpiffeIdentity(trust, pod.Namespace, pod.ServiceAccount).ToString(), tls);
    }

    private SimPod Add(BackendKey key, string address, Locality locality, string identity, bool speaksMutualTls)
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
                Index = _pods.Count,
            };
            _byKey.Add(key, pod);
            _pods.Add(pod);
            if (address.Length > 0)
            {
                _byAddress.TryAdd((key.Cluster, address), pod);
            }
        }

        return pod;
    }
}

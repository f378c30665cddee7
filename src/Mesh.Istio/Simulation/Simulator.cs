using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Simulation;

/// <summary>
/// Plays requests through proxies, gateways and pods in virtual time: what istiod computes from the resources, and what Envoy does with it
/// (retries, outlier detection, priorities, connections). The same question gives the same answer.
/// </summary>
/// <remarks>
/// Each cluster's istiod is taken to read only its own cluster. No clock is read. Thread-safe; nothing that resources or inventories hold
/// makes it throw.
/// </remarks>
public sealed class Simulator
{
    private readonly ObservedMesh _mesh;

    /// <summary>Takes the resources of all clusters and what was observed in them.</summary>
    /// <param name="resources">The Istio resources per cluster.</param>
    /// <param name="inventory">The inventory. Where a cluster has no EndpointSlices at all,
    /// endpoints are made of Services and pods, as Kubernetes would.</param>
    public Simulator(MeshResources resources, Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(inventory);
        _mesh = new ObservedMesh(resources, EndpointCompletion.Complete(inventory));
    }

    /// <summary>Chooses a workload as client; all requests go through the sidecar of one pod.</summary>
    /// <param name="cluster">The client's cluster.</param>
    /// <param name="workload"><c>namespace/name</c> of a Service, a pod, a pod's prefix (the
    /// Deployment's name), or the value of the pods' label <c>app</c>.</param>
    /// <param name="locality">Where the client is; <see langword="null"/>, the default, means where most of its pods are.</param>
    /// <returns>The client, to be given a host.</returns>
    public SimulationClient ForClient(string cluster, string workload, Locality? locality = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentException.ThrowIfNullOrEmpty(workload);
        FoundClient found = ClientFinder.Find(_mesh.Inventory, _mesh.Backends, cluster, workload, locality);
        return new SimulationClient(_mesh, $"{cluster} {workload}", found);
    }

    /// <summary>Chooses a proxy as client that need not be in the inventory: a sidecar, or a gateway that is called from outside.</summary>
    /// <param name="proxy">The proxy.</param>
    /// <param name="name">Its name in access logs and texts. Default: <c>client</c>.</param>
    /// <returns>The client, to be given a host.</returns>
    public SimulationClient ForClient(ClientProxy proxy, string name = "client")
    {
        ArgumentNullException.ThrowIfNull(proxy);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new SimulationClient(_mesh, name, new FoundClient.Known(proxy, default, null));
    }

    /// <summary>Chooses callers from outside that call a gateway, without TLS, at a port of its Service.</summary>
    /// <param name="cluster">The gateway's cluster.</param>
    /// <param name="gateway"><c>namespace/name</c> of the gateway's Service or workload.</param>
    /// <returns>The client, to be given a host.</returns>
    public SimulationClient ForGateway(string cluster, string gateway)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        ArgumentException.ThrowIfNullOrEmpty(gateway);
        FoundClient found = ClientFinder.Find(_mesh.Inventory, _mesh.Backends, cluster, gateway, null);
        return new SimulationClient(_mesh, $"{cluster} {gateway}", found.AsGateway())
        {
            TargetPorts = TargetPorts((found as FoundClient.Known)?.Pod),
        };
    }

    /// <summary>The same question as that of a forecast.</summary>
    internal static SimulationBuilder Question(
        ObservedMesh mesh, string name, FoundClient found, string host, int port, Request request) =>
        new SimulationClient(mesh, name, found).To(host, port, request);

    // From the ports of the Services in front of a pod to those of the pod.
    private Dictionary<int, int> TargetPorts(BackendKey? pod)
    {
        var ports = new Dictionary<int, int>();
        if (pod is not { } key || _mesh.Inventory.Find(key.Cluster) is not { } cluster)
        {
            return ports;
        }

        foreach (EndpointInfo endpoint in cluster.Endpoints.Where(endpoint => BackendKey.Of(key.Cluster, endpoint) == key))
        {
            ServiceInfo? service = cluster.Services.FirstOrDefault(
                candidate => candidate.Name == endpoint.Service && candidate.Namespace == endpoint.Namespace);
            foreach (ServicePortInfo port in service?.Ports ?? default)
            {
                if (endpoint.Ports.TryGetValue(port.Name, out int target))
                {
                    ports.TryAdd(port.Number, target);
                }
            }
        }

        return ports;
    }
}

using System.Net;
using Mesh.Inventories;

namespace Mesh.Resolution;

/// <summary>
/// Answers in which network the workloads of one cluster are: by their own label, else the label of the Istio namespace, else MeshNetworks
/// by registry, else MeshNetworks by address (istio <c>kube/controller/controller.go</c> Network).
/// </summary>
/// <remarks>
/// Thread-safe; built once per cluster. Of several address ranges that hold an address the widest counts, as in Istio's look-up, which
/// only logs a warning then.
/// </remarks>
public sealed class NetworkResolver
{
    /// <summary>The label that names a network: <c>topology.istio.io/network</c>.</summary>
    public const string Label = "topology.istio.io/network";

    private readonly ResolvedNetwork? _cluster;
    private readonly List<(IPNetwork Range, ResolvedNetwork Network)> _ranges = [];

    /// <summary>Prepares the look-up for a cluster.</summary>
    /// <param name="cluster">The cluster's facts: its namespaces and MeshNetworks count.</param>
    public NetworkResolver(ClusterInventory cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        _cluster = OfNamespace(cluster) ?? OfRegistry(cluster);
        foreach (MeshNetworkInfo network in cluster.MeshNetworks)
        {
            foreach (string cidr in network.Cidrs)
            {
                if (IPNetwork.TryParse(cidr, out IPNetwork range))
                {
                    _ranges.Add(
                        (range, new ResolvedNetwork(network.Name, new LocalitySource("MeshNetworks", network.Name, "fromCidr", cidr))));
                }
            }
        }

        _ranges.Sort((left, right) =>
        {
            int byWidth = left.Range.PrefixLength.CompareTo(right.Range.PrefixLength);
            return byWidth != 0 ? byWidth : string.CompareOrdinal(left.Network.Name, right.Network.Name);
        });
    }

    /// <summary>The network of the cluster as a whole, from the Istio namespace or MeshNetworks.</summary>
    public ResolvedNetwork Cluster => _cluster ?? ResolvedNetwork.Unknown;

    /// <summary>The network of a pod or WorkloadEntry.</summary>
    /// <param name="labels">Its labels.</param>
    /// <param name="address">Its address; needed only where MeshNetworks lists address ranges.</param>
    /// <param name="name">Its namespace and name, for provenance.</param>
    /// <param name="kind">Its kind, for provenance.</param>
    /// <returns>The network and its source.</returns>
    public ResolvedNetwork OfWorkload(ValueMap<string> labels, string address = "", string name = "", string kind = "Pod")
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(name);
        if (labels.TryGetValue(Label, out string? value) && value.Length > 0)
        {
            return new ResolvedNetwork(value, new LocalitySource(kind, name, Label, value));
        }

        return _cluster ?? OfAddress(address) ?? ResolvedNetwork.Unknown;
    }

    /// <summary>
    /// The network of a pod of the inventory. A proxy's own network is what it reports (<c>ISTIO_META_NETWORK</c>); the injector writes the
    /// pod's label or else the cluster's network there, so for injected pods this is the answer too.
    /// </summary>
    /// <param name="workload">The pod.</param>
    /// <returns>The network and its source.</returns>
    public ResolvedNetwork OfWorkload(WorkloadInfo workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        return OfWorkload(workload.Labels, workload.Address, $"{workload.Namespace}/{workload.Name}");
    }

    private static ResolvedNetwork? OfNamespace(ClusterInventory cluster)
    {
        foreach (NamespaceInfo candidate in cluster.Namespaces)
        {
            if (candidate.Name == cluster.IstioNamespace && candidate.Labels.TryGetValue(Label, out string? value) && value.Length > 0)
            {
                return new ResolvedNetwork(value, new LocalitySource("Namespace", candidate.Name, Label, value));
            }
        }

        return null;
    }

    private static ResolvedNetwork? OfRegistry(ClusterInventory cluster)
    {
        foreach (MeshNetworkInfo network in cluster.MeshNetworks)
        {
            if (network.Registries.Contains(cluster.Name))
            {
                return new ResolvedNetwork(network.Name, new LocalitySource("MeshNetworks", network.Name, "fromRegistry", cluster.Name));
            }
        }

        return null;
    }

    private ResolvedNetwork? OfAddress(string address)
    {
        if (_ranges.Count == 0 || !IPAddress.TryParse(address, out IPAddress? parsed))
        {
            return null;
        }

        foreach ((IPNetwork range, ResolvedNetwork network) in _ranges)
        {
            if (range.Contains(parsed))
            {
                return network;
            }
        }

        return null;
    }
}

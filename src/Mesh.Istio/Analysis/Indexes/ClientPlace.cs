using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>
/// All pods of a cluster for which istiod computes the same priorities: same locality, same network, same values of the labels that
/// priorities compare.
/// </summary>
/// <param name="Proxy">The proxy of one of them.</param>
/// <param name="Pods">The pods by namespace.</param>
/// <param name="IstioId">The name by which Istio knows the cluster; null for the cluster's own.</param>
internal sealed record ClientPlace(ClientProxy Proxy, ILookup<string, WorkloadInfo> Pods, string? IstioId = null)
{
    public LbClient Balanced { get; } = new(
        Proxy.Locality,
        TopologyLabels.Augment(Proxy.Labels, Proxy.Locality, IstioId ?? Proxy.Cluster, Proxy.Node, Proxy.Network));

    /// <summary>Where they are, for people.</summary>
    public string Name => Proxy.Locality.IsEmpty ? "without locality" : $"in {Proxy.Locality}";
}

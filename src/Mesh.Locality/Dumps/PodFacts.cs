using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>What a pod tells: about itself, and for some pods about Istio.</summary>
/// <param name="Workload">The pod, its locality still unknown.</param>
/// <param name="IsIstiod">Whether it is Istio's control plane.</param>
/// <param name="IstiodVersion">The version of the control plane, where the pod is one and tells.</param>
/// <param name="RevisionVersion">The version that the name of the pod's revision tells, as in <c>1-31-0</c>.</param>
/// <param name="ClusterId">The name by which istiod or the proxy in it calls the cluster.</param>
internal sealed record PodFacts(
    WorkloadInfo Workload, bool IsIstiod, IstioVersion? IstiodVersion, IstioVersion? RevisionVersion, string? ClusterId = null)
{
    /// <summary>The DNS domain of the cluster, where the pod is Istio's control plane and tells.</summary>
    public string? DnsDomain { get; init; }
}

using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Clusters;

/// <summary>What a cluster is made of.</summary>
internal sealed record ClusterIdentity(MeshService Service, MeshPort Port, ConsolidatedRule? Rule, Subset? Subset, ProxyType Type)
{
    /// <summary>Whether it stands behind an AUTO_PASSTHROUGH server.</summary>
    public bool IsSniDnat { get; init; }
}

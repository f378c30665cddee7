using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio;

/// <summary>The objects of every cluster and what was found on the way to them. Immutable and equal by value.</summary>
public sealed record MeshResources
{
    /// <summary>One entry per cluster, by ordinal order of the cluster's name.</summary>
    public ValueList<ClusterResources> Clusters
    {
        get;
        init => field = value.OrderBy(cluster => cluster.Cluster, StringComparer.Ordinal).ToValueList();
    }

    /// <summary>Every finding, in a fixed order.</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>The objects of a cluster in apply order; none for a cluster that is not there.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns>The cluster's objects.</returns>
    public ValueList<IstioObject> this[string cluster] => Clusters.FirstOrDefault(entry => entry.Cluster == cluster)?.Objects ?? default;
}

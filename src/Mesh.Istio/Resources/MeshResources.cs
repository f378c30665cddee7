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

    /// <summary>Says which parts of the model and which observed facts made an object.</summary>
    /// <param name="value">An object of these resources.</param>
    /// <returns>The explanation; <see langword="null"/> for an object that was not generated from
    /// a model, for example one that was read from a file.</returns>
    public Explanation? Explain(IstioObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // Clusters can hold equal objects; the very object tells which cluster is meant.
        ClusterResources? home = Clusters.FirstOrDefault(cluster => cluster.Origins.Of(value) is not null)
            ?? Clusters.FirstOrDefault(cluster => cluster.Objects.Contains(value));
        return home?.Origins.OfSame(value)?.Explain(home.Cluster, value);
    }

    /// <summary>How these resources differ from those of another time, by the value of objects.</summary>
    /// <param name="previous">The resources of the other time.</param>
    /// <returns>The clusters that differ, each with what changed.</returns>
    /// <remarks>Cheap where the resources are those of a plan that was made after the previous one's: they share what did not
    /// change.</remarks>
    public MeshChanges ChangesSince(MeshResources previous)
    {
        ArgumentNullException.ThrowIfNull(previous);
        return MeshChanges.Between(previous, this);
    }

    /// <summary>The objects of a cluster in apply order. <see cref="Find"/> is for a cluster that may not be there.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns>The cluster's objects.</returns>
    /// <exception cref="KeyNotFoundException">No cluster is called so; the message names those that are there.</exception>
    public ValueList<IstioObject> this[string cluster] => Find(cluster)?.Objects ?? throw new KeyNotFoundException(
        $"No cluster is called '{cluster}'; there is: {string.Join(", ", Clusters.Select(entry => entry.Cluster))}.{NearestName.Question(
            cluster, Clusters.Select(entry => entry.Cluster))}");

    /// <summary>The resources of a cluster.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns>Its resources, or <see langword="null"/> when no cluster is called so.</returns>
    public ClusterResources? Find(string cluster) => Clusters.FirstOrDefault(entry => entry.Cluster == cluster);

    // What is observed has not always resources.
    internal ValueList<GatewayApiObject> GatewayApiOf(string cluster) => Find(cluster)?.GatewayApi ?? default;

    internal ValueList<IstioObject> ObjectsOf(string cluster) => Find(cluster)?.Objects ?? default;
}

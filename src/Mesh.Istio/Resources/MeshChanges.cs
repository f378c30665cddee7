namespace Mesh.Istio.Resources;

/// <summary>How resources differ from those of another time, by cluster. Immutable and equal by value.</summary>
/// <remarks>Whoever applies, plans or writes only what changed hands this over beside the resources.</remarks>
public sealed record MeshChanges
{
    /// <summary>The clusters that differ, in ordinal order; a cluster without a change is not among them.</summary>
    public ValueList<ClusterChanges> Clusters { get; init; }

    /// <summary>The clusters that the resources do not have any more. Nothing is said of their objects.</summary>
    public ValueList<string> Left { get; init; }

    /// <summary>Whether nothing differs.</summary>
    public bool IsEmpty => Clusters.IsEmpty && Left.IsEmpty;

    /// <summary>The changes of a cluster.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <returns>Its changes, or <see langword="null"/> when it has none.</returns>
    public ClusterChanges? Find(string cluster) => Clusters.FirstOrDefault(entry => entry.Cluster == cluster);

    // Objects that were taken over are the very same, so most of this compares references.
    internal static MeshChanges Between(MeshResources before, MeshResources after)
    {
        Dictionary<string, ClusterResources> old = before.Clusters.ToDictionary(cluster => cluster.Cluster, StringComparer.Ordinal);
        return new MeshChanges
        {
            Clusters = after.Clusters
                .Select(cluster => ClusterChanges.Between(
                    cluster.Cluster, old.GetValueOrDefault(cluster.Cluster)?.Objects ?? default, cluster.Objects))
                .Where(changes => !changes.IsEmpty)
                .ToValueList(),
            Left = before.Clusters.Select(cluster => cluster.Cluster)
                .Except(after.Clusters.Select(cluster => cluster.Cluster), StringComparer.Ordinal).ToValueList(),
        };
    }
}

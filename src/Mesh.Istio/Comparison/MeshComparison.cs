namespace Mesh.Istio.Comparison;

/// <summary>
/// What Mesh generates beside what exists and what it generated last, per object and field: what adopting Mesh on a running mesh would
/// change, and what somebody changed by hand since. Pure: nothing is read from or written to a cluster.
/// </summary>
public sealed record MeshComparison
{
    /// <summary>The objects by cluster, in apply order; foreign ones that meet no generated object are among them.</summary>
    public ValueList<ObjectComparison> Objects { get; init; }

    /// <summary>Whether applying would create, change or delete anything.</summary>
    public bool HasChanges => Objects.Any(entry => entry.State is ObjectState.Missing or ObjectState.Different or ObjectState.Surplus);

    /// <summary>Compares.</summary>
    /// <param name="generated">What Mesh generates now. Clusters that are not in it are not looked at.</param>
    /// <param name="existing">What exists, for example <c>MeshResources.Read("dumps")</c> of what <c>kubectl get -o yaml</c> wrote.</param>
    /// <param name="last">What Mesh generated when it was applied last, for example the folder in Git before this change;
    /// <see langword="null"/> when nobody knows.</param>
    /// <returns>The comparison.</returns>
    public static MeshComparison Of(MeshResources generated, MeshResources existing, MeshResources? last = null)
    {
        ArgumentNullException.ThrowIfNull(generated);
        ArgumentNullException.ThrowIfNull(existing);
        return new MeshComparison
        {
            Objects = generated.Clusters
                .SelectMany(cluster => new ClusterComparer(cluster, existing[cluster.Cluster], last?[cluster.Cluster]).Compare())
                .ToValueList(),
        };
    }

    /// <summary>What applying would do, an object with its fields each, without those that stay as they are; then a count.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => ComparisonText.Write(this);
}

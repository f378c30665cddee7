using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>What a run is about: everything, or what changed.</summary>
internal sealed class RunSelection
{
    private readonly Dictionary<string, ClusterSelection> _clusters = new(StringComparer.Ordinal);

    private RunSelection(MeshResources resources, RunScope scope) => (Resources, Scope) = (resources, scope);

    /// <summary>What is desired of what is looked at.</summary>
    public MeshResources Resources { get; private init; }

    public RunScope Scope { get; }

    /// <summary>Everything.</summary>
    public static RunSelection Whole(MeshResources resources, ApplyOptions options) =>
        Whole(RunScope.WithoutHeld(resources), RunScope.Of(resources, options));

    /// <summary>Everything, in a scope that is known.</summary>
    public static RunSelection Whole(MeshResources resources, RunScope scope) => new(resources, scope);

    /// <summary>What changed; the clusters that did not are left out.</summary>
    /// <exception cref="ArgumentException">The changes are not those of the resources.</exception>
    public static RunSelection Of(MeshResources resources, MeshChanges changes, ApplyOptions options) =>
        Of(resources, changes, RunScope.Of(resources, options));

    public static RunSelection Of(MeshResources resources, MeshChanges changes, RunScope scope)
    {
        var desired = RunScope.WithoutHeld(new MeshResources
        {
            Clusters = changes.Clusters
                .Select(cluster => new ClusterResources(cluster.Cluster) { Objects = cluster.Changed }).ToValueList(),
            Diagnostics = resources.Diagnostics,
        });
        var selection = new RunSelection(desired, scope);
        foreach (ClusterChanges cluster in changes.Clusters)
        {
            if (resources.Find(cluster.Cluster) is not { } whole)
            {
                throw new ArgumentException(
                    $"The changes are of cluster '{cluster.Cluster}', which the resources do not have.", nameof(changes));
            }

            selection._clusters.Add(cluster.Cluster, new ClusterSelection(
                cluster.Removed.Select(ObjectKey.Of).ToValueList(), Math.Max(0, Members(whole.Objects) - Members(cluster.Changed))));
        }

        return selection;
    }

    private static int Members(ValueList<IstioObject> objects) => objects.Count(value => value is not Namespace);

    /// <summary>What is looked at in a cluster; null for all of it.</summary>
    public ClusterSelection? For(string cluster) => _clusters.GetValueOrDefault(cluster);
}

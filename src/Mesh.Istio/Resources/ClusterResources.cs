using Mesh.Istio.Resources;

namespace Mesh.Istio;

/// <summary>The objects of one cluster.</summary>
/// <param name="Cluster">The cluster's name; also the name of its folder.</param>
public sealed record ClusterResources(string Cluster)
{
    /// <summary>
    /// The objects in the order in which they have to be applied, whatever the order in which they were given: by kind, each before those
    /// that need it, restrictions last; within a kind by namespace and name. Deletion goes the other way.
    /// </summary>
    public ValueList<IstioObject> Objects { get; init => field = ApplyOrder.Sort(value); }

    /// <summary>Where the objects come from, as far as they were generated.</summary>
    internal ObjectOrigins Origins { get; init; } = ObjectOrigins.None;
}

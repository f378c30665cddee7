using Mesh.Istio.Resources;

namespace Mesh.Istio;

/// <summary>The objects of one cluster.</summary>
/// <param name="Cluster">The cluster's name; also the name of its folder.</param>
public sealed record ClusterResources(string Cluster)
{
    private readonly ValueList<IstioObject> _objects;

    /// <summary>
    /// The objects in the order in which they have to be applied, whatever the order in which they were given: by kind, each before those
    /// that need it; within a kind by namespace and name. Deletion goes the other way.
    /// </summary>
    public ValueList<IstioObject> Objects { get => _objects; init => _objects = ApplyOrder.Sort(value); }

    /// <summary>
    /// The objects of the Kubernetes Gateway API that stood among them. Forecasts, simulations and the analyzer take them for the Istio
    /// objects that istiod makes of them, and say where one that Mesh cannot follow may be what is missing. Default: none.
    /// </summary>
    public ValueList<GatewayApiObject> GatewayApi { get; init; }

    /// <summary>The objects, given in apply order by whoever sorted them already.</summary>
    internal ValueList<IstioObject> Sorted { init => _objects = value; }

    /// <summary>Where the objects come from, as far as they were generated.</summary>
    internal ObjectOrigins Origins { get; init; } = ObjectOrigins.None;
}

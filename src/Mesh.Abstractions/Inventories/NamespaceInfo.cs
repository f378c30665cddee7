namespace Mesh.Inventories;

/// <summary>A namespace of a cluster.</summary>
public sealed record NamespaceInfo
{
    /// <summary>The namespace's name.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace's labels; they tell injection and network.</summary>
    public ValueMap<string> Labels { get; init; }

    /// <summary>
    /// The clusters whose istiods may configure the proxies of this cluster (annotation
    /// <c>topology.istio.io/controlPlaneClusters</c> of the Istio namespace, <c>*</c> for any); empty where it is not written.
    /// </summary>
    public ValueList<string> ControlPlanes { get; init; }
}

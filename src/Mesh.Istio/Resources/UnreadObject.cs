namespace Mesh.Istio;

/// <summary>
/// An object that istiod follows and Mesh does not read: of the Kubernetes Gateway API. What it routes is missing in every answer.
/// </summary>
/// <param name="Kind">The kind, for example <c>HTTPRoute</c>.</param>
/// <param name="Namespace">The namespace; empty for kinds without.</param>
/// <param name="Name">The name.</param>
public sealed record UnreadObject(string Kind, string Namespace, string Name)
{
    /// <summary>Whether it is a route for calls inside of the mesh: one of its parents is a Service or ServiceEntry.</summary>
    public bool IsForMesh { get; init; }

    /// <summary>The object in a few words: <c>HTTPRoute shelf/catalog</c>.</summary>
    /// <returns>Kind, namespace and name.</returns>
    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}

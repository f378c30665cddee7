using Mesh.Istio.Fields;

namespace Mesh.Istio;

/// <summary>
/// An object of the Kubernetes Gateway API as it was read. Forecasts, simulations and the analyzer take it for the Istio objects that
/// istiod makes of it; where one of them is not understood, their answers say so.
/// </summary>
/// <param name="Kind">The kind, for example <c>HTTPRoute</c>.</param>
/// <param name="Namespace">The namespace; empty for kinds without.</param>
/// <param name="Name">The name.</param>
public sealed record GatewayApiObject(string Kind, string Namespace, string Name)
{
    /// <summary>Whether it is a route for calls inside of the mesh: one of its parents is a Service or ServiceEntry.</summary>
    public bool IsForMesh { get; init; }

    /// <summary>What was written; <see langword="null"/> for an object that is known by name only.</summary>
    internal KeptDocument? Document { get; init; }

    /// <summary>Why nothing, or not everything, of it is followed; empty where nobody has looked, or all of it is.</summary>
    internal string Why { get; init; } = "";

    /// <summary>Whether istiod does nothing with it either.</summary>
    internal bool HasNoEffect { get; init; }

    /// <summary>The object in a few words: <c>HTTPRoute shelf/catalog</c>.</summary>
    /// <returns>Kind, namespace and name.</returns>
    public override string ToString() => Namespace.Length == 0 ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";
}

namespace Mesh.Istio.Resources;

/// <summary>Explains generated objects on demand. Resources are equal whether or not they can be explained, so this takes no part in equality.</summary>
internal sealed class ExplanationSource(Func<string, IstioObject, Explanation?> explain)
{
    /// <summary>Explains nothing: for objects that were not generated.</summary>
    public static ExplanationSource None { get; } = new(static (_, _) => null);

    public Explanation? Explain(string cluster, IstioObject value) => explain(cluster, value);

    public override bool Equals(object? obj) => true;

    public override int GetHashCode() => 0;
}

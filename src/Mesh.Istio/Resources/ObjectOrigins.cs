namespace Mesh.Istio.Resources;

/// <summary>
/// The origins of one cluster's objects, by the very object: clusters can hold equal ones. Resources are equal whether or not they can be
/// explained, so this takes no part in equality.
/// </summary>
internal sealed class ObjectOrigins
{
    private readonly Dictionary<IstioObject, Origin> _origins;

    public ObjectOrigins(IReadOnlyCollection<GeneratedObject> objects)
    {
        _origins = new Dictionary<IstioObject, Origin>(objects.Count, ReferenceEqualityComparer.Instance);
        foreach (GeneratedObject generated in objects)
        {
            _origins.Add(generated.Value, generated.Origin);
        }
    }

    /// <summary>For objects that were not generated.</summary>
    public static ObjectOrigins None { get; } = new([]);

    /// <summary>The origin of this very object; null for any other.</summary>
    public Origin? Of(IstioObject value) => _origins.GetValueOrDefault(value);

    /// <summary>The origin of the object of the same kind, namespace and name.</summary>
    public Origin? OfSame(IstioObject value) => Of(value) ?? _origins
        .Where(pair => pair.Key.Kind == value.Kind && pair.Key.Metadata.Namespace == value.Metadata.Namespace
            && pair.Key.Metadata.Name == value.Metadata.Name)
        .Select(pair => pair.Value)
        .FirstOrDefault();

    public override bool Equals(object? obj) => obj is ObjectOrigins;

    public override int GetHashCode() => 0;
}

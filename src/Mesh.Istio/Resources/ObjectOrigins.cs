namespace Mesh.Istio.Resources;

/// <summary>
/// The origins of one cluster's objects, by the very object: clusters can hold equal ones. Resources are equal whether or not they can be
/// explained, so this takes no part in equality.
/// </summary>
/// <remarks>Most objects are never explained, so the origins are asked for when the first one is.</remarks>
internal sealed class ObjectOrigins
{
    private readonly Lazy<Dictionary<IstioObject, Origin>> _byObject;
    private readonly Lazy<Dictionary<(string Kind, string? Namespace, string Name), Origin>> _byName;

    /// <param name="objects">The objects.</param>
    /// <param name="originsOf">Gives an origin for each, in the same order.</param>
    public ObjectOrigins(ValueList<IstioObject> objects, Func<IReadOnlyList<Origin>> originsOf)
    {
        var origins = new Lazy<IReadOnlyList<Origin>>(originsOf);
        _byObject = new(() =>
        {
            var found = new Dictionary<IstioObject, Origin>(objects.Count, ReferenceEqualityComparer.Instance);
            for (int i = 0; i < objects.Count; i++)
            {
                found.Add(objects[i], origins.Value[i]);
            }

            return found;
        });
        _byName = new(() =>
        {
            var found = new Dictionary<(string, string?, string), Origin>(objects.Count);
            for (int i = 0; i < objects.Count; i++)
            {
                found.TryAdd((objects[i].Kind, objects[i].Metadata.Namespace, objects[i].Metadata.Name), origins.Value[i]);
            }

            return found;
        });
    }

    /// <summary>For objects that were not generated.</summary>
    public static ObjectOrigins None { get; } = new([], () => []);

    /// <summary>The origin of this very object; null for any other.</summary>
    public Origin? Of(IstioObject value) => _byObject.Value.GetValueOrDefault(value);

    /// <summary>The origin of the object of the same kind, namespace and name.</summary>
    public Origin? OfSame(IstioObject value) =>
        Of(value) ?? _byName.Value.GetValueOrDefault((value.Kind, value.Metadata.Namespace, value.Metadata.Name));

    public override bool Equals(object? obj) => obj is ObjectOrigins;

    public override int GetHashCode() => 0;
}

using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Objects;

/// <summary>What an object is called within a cluster.</summary>
internal readonly record struct ObjectKey(ResourceKind Kind, string? Namespace, string Name) : IComparable<ObjectKey>
{
    /// <summary>The key of an object.</summary>
    public static ObjectKey Of(IstioObject value)
    {
        ResourceKind kind = KindTable.Of(value);
        return new ObjectKey(kind, kind.IsNamespaced ? value.Metadata.Namespace : null, value.Metadata.Name);
    }

    /// <summary>The place in apply order; what is at one place can be applied at once.</summary>
    public int Place => ApplyOrder.PlaceOf(Kind, Name);

    /// <summary>Apply order: by place, then namespace and name.</summary>
    public int CompareTo(ObjectKey other)
    {
        int order = Place.CompareTo(other.Place);
        order = order != 0 ? order : string.CompareOrdinal(Namespace, other.Namespace);
        return order != 0 ? order : string.CompareOrdinal(Name, other.Name);
    }

    public override string ToString() => Namespace is null ? $"{Kind.Kind} {Name}" : $"{Kind.Kind} {Namespace}/{Name}";
}

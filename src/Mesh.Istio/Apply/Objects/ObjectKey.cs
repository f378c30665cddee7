using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Objects;

/// <summary>What an object is called within a cluster.</summary>
internal readonly record struct ObjectKey(ResourceKind Kind, string? Namespace, string Name) : IComparable<ObjectKey>
{
    /// <summary>Apply order: by kind, then namespace and name.</summary>
    public int CompareTo(ObjectKey other)
    {
        int order = Kind.Rank.CompareTo(other.Kind.Rank);
        order = order != 0 ? order : string.CompareOrdinal(Namespace, other.Namespace);
        return order != 0 ? order : string.CompareOrdinal(Name, other.Name);
    }

    public override string ToString() => Namespace is null ? $"{Kind.Kind} {Name}" : $"{Kind.Kind} {Namespace}/{Name}";
}

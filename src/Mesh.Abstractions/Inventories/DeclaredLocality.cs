namespace Mesh.Inventories;

/// <summary>Places that code declares.</summary>
internal static class DeclaredLocality
{
    public static ResolvedLocality In(Locality locality, string kind, string name) =>
        locality.IsEmpty
            ? ResolvedLocality.Unknown
            : new ResolvedLocality(locality, [new LocalitySource(kind, name, "declaration", locality.ToString())]);
}

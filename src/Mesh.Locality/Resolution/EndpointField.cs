using Mesh.Inventories;

namespace Mesh.Resolution;

/// <summary>Reads the field <c>locality</c> of a ServiceEntry's endpoint or a WorkloadEntry: as it stands, dots and all.</summary>
internal static class EndpointField
{
    public static ResolvedLocality? Read(string? locality, string kind, string name) =>
        string.IsNullOrEmpty(locality)
            ? null
            : new ResolvedLocality(Locality.Parse(locality), [new LocalitySource(kind, name, "locality", locality)]);
}

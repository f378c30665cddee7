namespace Mesh.Inventories;

/// <summary>How many pods are in a place.</summary>
/// <param name="Locality">The place.</param>
/// <param name="Pods">How many pods are there.</param>
/// <param name="Example">Where the locality of the first of them, by name, was read.</param>
public sealed record LocalityCount(Locality Locality, int Pods, ResolvedLocality Example);

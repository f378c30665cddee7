namespace Mesh.LoadBalancing;

/// <summary>
/// How many members of the caller's own cluster run in one locality; zone-aware routing compares them with the upstream hosts.
/// </summary>
/// <param name="Locality">The locality.</param>
/// <param name="Count">The members there.</param>
public readonly record struct ZoneCallers(Locality Locality, int Count);

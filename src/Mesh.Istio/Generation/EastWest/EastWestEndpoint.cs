namespace Mesh.Istio.Generation.EastWest;

/// <summary>One address of another cluster's gateway as callers of a service see it.</summary>
/// <param name="Site">The service there.</param>
/// <param name="Address">The address.</param>
/// <param name="Number">The address's number among those of the gateway, from 1.</param>
/// <param name="Rank">The place in the order, from 0; the callers' own pods have a rank of their own.</param>
/// <param name="Weight">The share inside its rank; null for equal shares.</param>
internal readonly record struct EastWestEndpoint(ServiceInCluster Site, string Address, int Number, int Rank, uint? Weight);

namespace Mesh.Istio.Capacity;

/// <summary>The part of the requests for a cluster that would have to stay away for its pods to carry the rest.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Percent">The part of all requests for it, from 0 to 100.</param>
/// <param name="RequestsPerSecond">How many requests of those that its pods answer that is.</param>
/// <param name="Failure">The failure in which most have to stay away; empty for the state as observed.</param>
public sealed record ExcessDemand(string Cluster, double Percent, double RequestsPerSecond, string Failure);

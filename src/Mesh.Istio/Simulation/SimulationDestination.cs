namespace Mesh.Istio.Simulation;

/// <summary>A pod with the number of requests that it answered.</summary>
/// <param name="Cluster">The pod's cluster; empty where nothing tells.</param>
/// <param name="Pod">The pod, <c>NAMESPACE/NAME</c>, or an address that nothing was observed of.</param>
/// <param name="Requests">How many requests it answered.</param>
public sealed record SimulationDestination(string Cluster, string Pod, long Requests);
